import { describe, expect, test } from 'vitest';
import { type ClassSums, comparisonClassOf } from '@/server/domain/reconciliation/comparison';
import { type PostedSum, type TieOutInput, tieOut } from '@/server/domain/reconciliation/tie-out';

const [clinic, hospital, quiet] = ['H1', 'H2', 'H3'];

function sums(institutionCode: string, name: ClassSums['class'], visits: number, reportedFen: number, oursFen: number, month = '2025-03'): ClassSums {
  return { institutionCode, month, class: name, visits, reportedFen, oursFen };
}
function posted(institutionCode: string, originMonth: string, month: string, amountFen: number): PostedSum {
  return { institutionCode, originMonth, month, amountFen };
}

const march: TieOutInput = {
  from: '2025-03',
  to: '2025-03',
  institutionCodes: [clinic, hospital, quiet],
  sums: [
    sums(clinic, 'equal', 10, 50_000, 50_000),
    sums(clinic, 'enhancement_not_given', 2, 8000, 9000),
    sums(clinic, 'not_reported', 3, 0, 12_000),
    sums(clinic, 'taken_back', 2, 0, 0),
    sums(hospital, 'not_signed', 1, 7000, 6000),
  ],
  // The hospital's visit came after March was closed; in March something about February was posted.
  posted: [posted(clinic, '2025-03', '2025-03', 71_000), posted(hospital, '2025-03', '2025-04', 6000), posted(clinic, '2025-02', '2025-03', -500), posted(clinic, '2025-04', '2025-04', 999)],
  control: [{ visits: 18, reportedFen: 65_000, oursFen: 77_000 }],
};

describe('March', () => {
  const tied = tieOut(march);

  test('adds up class by class, and compares only what can be compared', () => {
    expect(tied.total).toMatchObject({ visits: 18, reportedFen: 65_000, oursFen: 77_000, unreportedFen: 12_000, differenceFen: 0 });
    expect(Object.values(tied.total.classes).reduce((visits, each) => visits + each.visits, 0)).toBe(18);
    expect(tied.institutions.map(({ institutionCode, differenceFen }) => [institutionCode, differenceFen])).toEqual([[clinic, -1000], [hospital, 1000], [quiet, 0]]);
  });

  test('lists an institution without a record, with nothing', () => {
    expect(tied.institutions[2]).toMatchObject({ institutionCode: quiet, visits: 0, reportedFen: 0, oursFen: 0, ledger: { ledgerFen: 0, gapFen: 0, booksFen: 0 } });
  });

  test('ties to the books, every difference between them named', () => {
    expect(tied.ties).toBe(true);
    expect(tied.ledger).toEqual({
      adjudicatedFen: 77_000,
      ledgerFen: 77_000,
      gapFen: 0,
      postedLater: [{ month: '2025-04', amountFen: 6000 }],
      carriedIn: [{ originMonth: '2025-02', amountFen: -500 }],
      booksFen: 70_500,
    });
    const { adjudicatedFen, gapFen, postedLater, carriedIn, booksFen } = tied.ledger;
    const [later, carried] = [postedLater, carriedIn].map((lines) => lines.reduce((sum, line) => sum + line.amountFen, 0));
    expect(adjudicatedFen + gapFen - (later ?? 0) + (carried ?? 0)).toBe(booksFen);
  });

  test.each<[string, Partial<TieOutInput>, object]>([
    ['a posting that is missing', { posted: march.posted.slice(1) }, { ledger: { gapFen: -71_000 } }],
    ['a record that no class holds', { control: [{ visits: 19, reportedFen: 65_000, oursFen: 77_000 }] }, { unclassified: { visits: -1 } }],
    ['gaps of two institutions that cancel each other', { posted: [posted(clinic, '2025-03', '2025-03', 71_001), posted(hospital, '2025-03', '2025-03', 5999)] }, { ledger: { gapFen: 0 } }],
  ])('does not tie with %s', (_, changes, shown) => {
    expect(tieOut({ ...march, ...changes })).toMatchObject({ ties: false, ...shown });
  });

  test('an institution that is only in the books is not lost', () => {
    expect(tieOut({ ...march, posted: [...march.posted, posted('H9', '2025-03', '2025-03', 1)] }).institutions.at(-1)).toMatchObject({ institutionCode: 'H9', ledger: { gapFen: 1 } });
  });
});

test.each([
  ['paid', 'equal', 'equal'],
  ['paid', 'not_signed', 'not_signed'],
  ['paid', null, 'not_reported'],
  ['refunded', null, 'taken_back'],
  ['refund', null, 'taken_back'],
] as const)('a record that is %s with difference %s is of class %s', (status, difference, name) => {
  expect(comparisonClassOf(status, difference)).toBe(name);
});

test('a difference that nobody knows is an error, not a class', () => {
  expect(() => comparisonClassOf('paid', 'mystery')).toThrow('mystery');
});
