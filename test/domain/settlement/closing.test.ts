import { describe, expect, test } from 'vitest';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import { balancesOf } from '@/server/domain/ledger/post';
import { type Disposal, type RecordedDisposal, decideClosing, decideDisposals, linesDue } from '@/server/domain/settlement/closing';
import type { SettlementBasis } from '@/server/domain/settlement/basis';
import type { SettlementCourse } from '@/server/domain/settlement/course';
import { owedFor, postDisposal, sumOwed } from '@/server/domain/settlement/post-disposal';

const confirmed: SettlementCourse = { status: 'confirmed', version: 1, newestVersion: 1, computedBy: 'account:clerk', reviewedBy: 'account:reviewer', objectionsUntil: '2025-03-19' };
const days = { confirmed: '2025-03-21', today: '2025-04-10' };
const pool = '310-ordinary';
const lines = [
  { poolId: pool, code: 'H1', finalFen: 36_000_000 },
  { poolId: pool, code: 'H2', finalFen: -500 },
  { poolId: pool, code: 'H3', finalFen: 0 },
];
const codes = (outcome: Outcome<unknown, Refusal>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));
const paid: Disposal = { kind: 'paid', day: '2025-04-01', voucher: '付-0401-7' };
const recovered: Disposal = { kind: 'recovered', day: '2025-04-01', voucher: '收-0401-2' };
const carried: Disposal = { kind: 'carried' };

describe('what becomes of a line', () => {
  const due = { positive: 'H1', negative: 'H2', zero: 'H3', unknown: 'H9' } as const;

  test.each([
    ['positive', paid, []],
    ['positive', recovered, ['closing.wrong_kind']],
    ['positive', carried, ['closing.wrong_kind']],
    ['negative', paid, ['closing.wrong_kind']],
    ['negative', recovered, []],
    ['negative', carried, []],
    ['zero', paid, ['closing.nothing_due']],
    ['zero', recovered, ['closing.nothing_due']],
    ['zero', carried, ['closing.nothing_due']],
    ['unknown', paid, ['closing.no_such_line']],
    ['positive', { ...paid, voucher: ' ' }, ['closing.voucher_missing']],
    ['positive', { ...paid, day: '2025-03-20' }, ['closing.day_outside']],
    ['positive', { ...paid, day: '2025-03-21' }, []],
    ['positive', { ...paid, day: '2025-04-10' }, []],
    ['negative', { ...recovered, day: '2025-04-11', voucher: '' }, ['closing.voucher_missing', 'closing.day_outside']],
  ] as const)('%s final, %o', (which, disposal, expected) => {
    expect(codes(decideDisposals(confirmed, lines, [{ poolId: pool, code: due[which], disposal }], days))).toEqual(expected);
  });

  test('is told of all lines at once, each line once', () => {
    const twice = [{ poolId: pool, code: 'H1', disposal: paid }, { poolId: pool, code: 'H1', disposal: paid }, { poolId: pool, code: 'H2', disposal: paid }];
    expect(codes(decideDisposals(confirmed, lines, twice, days))).toEqual(['closing.line_twice', 'closing.wrong_kind']);
  });
});

describe('办结', () => {
  const recorded = (code: string, disposal: Disposal, recordedBy = 'account:finance'): RecordedDisposal => ({ poolId: pool, code, disposal, recordedBy, recordedAt: 1 });

  test('needs a word on every line with something due, and none on the others', () => {
    expect(linesDue(lines).map(({ code }) => code)).toEqual(['H1', 'H2']);
    expect(decideClosing(confirmed, { by: 'account:reviewer', lines, disposals: [recorded('H1', paid)] })).toMatchObject({ ok: false, refusals: [{ code: 'closing.lines_open', facts: { count: 1 } }] });
    expect(codes(decideClosing(confirmed, { by: 'account:reviewer', lines, disposals: [recorded('H1', paid), recorded('H2', carried)] }))).toEqual([]);
  });

  test('needs two people, even when one of them put down a single line', () => {
    const disposals = [recorded('H1', paid), recorded('H2', carried, 'account:reviewer')];
    expect(decideClosing(confirmed, { by: 'account:reviewer', lines, disposals })).toMatchObject({ ok: false, refusals: [{ code: 'settlement.same_person', facts: { earlier: 'disposed' } }] });
  });
});

describe('what closing moves in the books', () => {
  const basis: SettlementBasis = {
    ...{ months: [], pools: [pool, '310-special'], ledgerPools: { both: [pool, '310-special'] }, groups: { T1: ['T1', 'V1'] }, names: {} },
    ...{ budgets: [], excludedClasses: [], leftOut: [], deductions: [] },
  };
  // The village clinic was paid 30 ahead by itself, and its hospital is paid for both.
  const owed = [
    { pool, institutionCode: 'T1', amountFen: 130 },
    { pool, institutionCode: 'V1', amountFen: -30 },
    { pool: '310-special', institutionCode: 'T1', amountFen: -250 },
    { pool, institutionCode: 'H9', amountFen: 7 },
  ] as const;
  const afterwards = (line: { poolId: string; code: string }, kind: 'paid' | 'recovered' | 'carried' | null) => {
    const postings = postDisposal(basis, line, kind, owed);
    for (const { entries } of postings) expect(entries.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0);
    return Object.fromEntries(balancesOf(postings.flatMap(({ entries }) => entries)));
  };

  test('a line is paid to the one institution that is paid for all, and no settlement account of its stays open', () => {
    expect(sumOwed(owedFor(basis, { poolId: pool, code: 'T1' }, owed))).toBe(100);
    expect(afterwards({ poolId: pool, code: 'T1' }, 'paid')).toEqual({ [`settlement/${pool}/T1`]: -130, [`settlement/${pool}/V1`]: 30, [`payment/${pool}/T1`]: 100 });
  });

  test('what is carried waits on the carry account, pool by pool', () => {
    expect(sumOwed(owedFor(basis, { poolId: 'both', code: 'T1' }, owed))).toBe(-150);
    expect(afterwards({ poolId: 'both', code: 'T1' }, 'carried')).toEqual({
      [`settlement/${pool}/T1`]: -130,
      [`settlement/${pool}/V1`]: 30,
      [`carry/${pool}/T1`]: 100,
      'settlement/310-special/T1': 250,
      'carry/310-special/T1': -250,
    });
  });

  test('a line with nothing due moves nothing', () => {
    expect(afterwards({ poolId: '310-special', code: 'H9' }, null)).toEqual({});
  });
});
