import { describe, expect, test } from 'vitest';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { coveredSinceEver } from '@/server/domain/registry/coverage';
import { type FeeContract, type FeeLine, type FeeRules, feeLinesOf } from '@/server/domain/service-fee/fee-lines';
import { postServiceFees } from '@/server/domain/service-fee/post-fees';
import { priceYear, releasedFen } from '@/server/domain/service-fee/service-fee';
import { packOf } from '../policy/packs';

const shenyang = packOf('210100');
const lishui = packOf('331100');
const pricing = ({ contract: { packages }, serviceFee: terms }: PolicyVersion) => ({ packages, terms });

function contract(change: Partial<FeeContract> = {}): FeeContract {
  return {
    ...{ contractId: 'C1', residentId: 'R1', institutionCode: 'H1', teamId: 'T1', assignments: [], packageCodes: ['basic'], coverage: coveredSinceEver({ insutype: '310', retired: false }) },
    ...{ from: '2024-03-01', to: '2025-02-28', termYears: 1, deathDay: null, movedOutOn: null },
    ...change,
  };
}

function rulesOf(policy: PolicyVersion, change: Partial<FeeRules> = {}): FeeRules {
  const termsOn = (day: string) => {
    const found = findPolicyInForce([policy], day);
    return found && { policyId: found.id, ...pricing(found) };
  };
  return { from: '2023-01-01', to: '2026-12-31', termsOn, scoreOf: () => null, ...change };
}

const returning = (policy: PolicyVersion): PolicyVersion => ({ ...policy, serviceFee: { ...policy.serviceFee, earlyEnd: { ...policy.serviceFee.earlyEnd, value: 'returned_by_days' } } });
const amounts = ({ kind, yearStart, fundFen, publicHealthFen, personFen, heldFen }: FeeLine) => [kind, yearStart, fundFen, publicHealthFen, personFen, heldFen];
const linesOf = (of: FeeContract, booked: readonly FeeLine[], rules: FeeRules) => feeLinesOf(of, booked, rules).map(amounts);

describe('the price of a year', () => {
  test.each([
    ['somebody in work', { insutype: '310', retired: false }, '2024-06-01', [3000, 2000, 2000]],
    ['a retired employee in the first year', { insutype: '310', retired: true }, '2024-12-31', [5000, 2000, 0]],
    ['a retired employee after it', { insutype: '310', retired: true }, '2025-01-01', [3000, 2000, 2000]],
    ['a resident', { insutype: '390', retired: false }, '2024-06-01', [3000, 2000, 2000]],
  ] as const)('Shenyang, %s', (_, person, day, [fundFen, publicHealthFen, personFen]) => {
    expect(priceYear({ ...person, packageCodes: ['basic'] }, day, pricing(shenyang))?.amounts).toEqual({ fundFen, publicHealthFen, personFen, heldFen: 0 });
  });

  test('says what it cites', () => {
    const priced = priceYear({ insutype: '310', retired: true, packageCodes: ['basic'] }, '2024-06-01', pricing(shenyang));
    expect(priced?.working.map(({ step, confidence, result }) => [step, confidence, result.value])).toEqual([['fee.price', 'assumed', 7000], ['fee.waiver', 'official', 2000]]);
    expect(priced?.waiverId).toBe('retired-first-year');
  });

  test('nobody prices a package that is not on offer', () => {
    expect(priceYear({ insutype: '310', retired: false, packageCodes: ['gone'] }, '2024-06-01', pricing(shenyang))).toBeNull();
  });
});

describe('what a contract’s years lack in the books', () => {
  test('a year is charged once it begins, within the time that late contracts are made good', () => {
    const three = contract({ termYears: 3, to: '2027-02-28' });
    expect(linesOf(three, [], rulesOf(shenyang, { to: '2025-02-28' }))).toEqual([['charge', '2024-03-01', 3000, 2000, 2000, 0]]);
    expect(linesOf(three, [], rulesOf(shenyang, { from: '2024-03-02', to: '2025-03-31' }))).toEqual([['charge', '2025-03-01', 3000, 2000, 2000, 0]]);
    const booked = feeLinesOf(three, [], rulesOf(shenyang, { to: '2025-03-31' }));
    expect(booked).toHaveLength(2);
    expect(feeLinesOf(three, booked, rulesOf(shenyang, { to: '2025-03-31' }))).toEqual([]);
  });

  test.each([
    ['ended in its middle', { to: '2024-08-31' }],
    ['died in its middle', { deathDay: '2024-09-01' }],
  ])('a year of somebody who %s is kept, or given back by days', (_, change) => {
    const booked = feeLinesOf(contract(), [], rulesOf(shenyang));
    expect(linesOf(contract(change), booked, rulesOf(shenyang))).toEqual([]);
    const policy = returning(shenyang);
    // 181 of 365 days: 3,000 × 181 ÷ 365 = 1,487.67, 2,000 × … = 991.78
    expect(linesOf(contract(change), booked, rulesOf(policy))).toEqual([['return', '2024-03-01', -1488, -992, -992, 0]]);
    const returned = [...booked, ...feeLinesOf(contract(change), booked, rulesOf(policy))];
    expect(linesOf(contract(change), returned, rulesOf(policy))).toEqual([]);
    // Then it turns out that it never began, and after all that it lasted.
    expect(linesOf(contract({ deathDay: '2024-02-01' }), returned, rulesOf(policy))).toEqual([['return', '2024-03-01', -1512, -1008, -1008, 0]]);
    expect(linesOf(contract(), returned, rulesOf(policy))).toEqual([['return', '2024-03-01', 1488, 992, 992, 0]]);
  });

  test('a year that had ended before it was charged is charged and given back by days at once, and once', () => {
    const [rules, ended] = [rulesOf(returning(shenyang)), contract({ to: '2024-08-31' })];
    const booked = feeLinesOf(ended, [], rules);
    expect(booked.map(amounts)).toEqual([['charge', '2024-03-01', 3000, 2000, 2000, 0], ['return', '2024-03-01', -1488, -992, -992, 0]]);
    expect(feeLinesOf(ended, booked, rules)).toEqual([]);
  });

  test('a year that never began is given back even where fees are kept, or never charged', () => {
    const booked = feeLinesOf(contract({ termYears: 2, to: '2026-02-28' }), [], rulesOf(shenyang));
    expect(linesOf(contract({ termYears: 2, to: '2024-12-31' }), booked, rulesOf(shenyang))).toEqual([['return', '2025-03-01', -3000, -2000, -2000, 0]]);
    expect(linesOf(contract({ termYears: 2, to: '2024-12-31' }), [], rulesOf(shenyang))).toEqual([['charge', '2024-03-01', 3000, 2000, 2000, 0]]);
  });
});

describe('the assessed part (Lishui)', () => {
  const signed = contract({ coverage: coveredSinceEver({ insutype: '390', retired: false }) });
  const scored = (score: string | null) => rulesOf(lishui, { scoreOf: (institution, year) => (institution === 'H1' && year === '2024' ? score : null) });

  test('waits for the score, and then is paid in full from 90 on or in its proportion', () => {
    const booked = feeLinesOf(signed, [], scored(null));
    expect(booked.map(amounts)).toEqual([['charge', '2024-03-01', 2100, 2000, 2000, 900]]);
    expect(feeLinesOf(signed, booked, scored(null))).toEqual([]);
    expect(linesOf(signed, booked, scored('90'))).toEqual([['assessment', '2024-03-01', 900, 0, 0, -900]]);
    expect(linesOf(signed, booked, scored('81'))).toEqual([['assessment', '2024-03-01', 810, 0, 0, -900]]);
    const assessed = [...booked, ...feeLinesOf(signed, booked, scored('81'))];
    expect(feeLinesOf(signed, assessed, scored('95'))).toEqual([]);
  });

  test.each([['100', 1001], ['90', 1001], ['89.99', 1001], ['45', 501], ['0', 0]])('at a score of %s of 1,001 held %i are released', (score, fen) => {
    const assessment = lishui.serviceFee.assessment;
    expect(assessment && releasedFen(1001, score, assessment)).toBe(fen);
  });

  test.each([
    ['the end is known before the score', ['end', 'score']],
    ['the score is known before the end', ['score', 'end']],
    ['both become known in one month', ['both']],
  ])('a year that ended in its middle comes to the same, and to nothing more, when %s', (_, news) => {
    const policy = returning(lishui);
    const booked = feeLinesOf(signed, [], rulesOf(policy));
    let [ended, score] = [false, null as string | null];
    for (const each of [...news, 'nothing', 'nothing']) {
      if (each !== 'score' && each !== 'nothing') ended = true;
      if (each !== 'end' && each !== 'nothing') score = '81';
      booked.push(...feeLinesOf(ended ? { ...signed, to: '2024-08-31' } : signed, booked, rulesOf(policy, { scoreOf: () => score })));
    }
    const sum = (of: (line: FeeLine) => number) => booked.reduce((total, line) => total + of(line), 0);
    // Of 2,100 + 810 and of 2,000 each 181 of 365 days go back: 1,443.04 and 991.78.
    expect([sum((line) => line.fundFen), sum((line) => line.publicHealthFen), sum((line) => line.personFen), sum((line) => line.heldFen)]).toEqual([1467, 1008, 1008, 0]);
    expect(booked).toHaveLength(3);
  });

  test('what was released is given back with the rest when the year never began', () => {
    const booked = feeLinesOf(signed, [], scored('81'));
    const assessed = [...booked, ...feeLinesOf(signed, booked, scored('81'))];
    expect(linesOf({ ...signed, deathDay: '2024-01-01' }, assessed, scored('81'))).toEqual([['return', '2024-03-01', -2910, -2000, -2000, 0]]);
  });
});

test('a posting sums to zero, apart from the pools', () => {
  const entries = postServiceFees('H1', { fundFen: 3000, publicHealthFen: 2000, personFen: 0, heldFen: 900 });
  expect(entries.map(({ account, amountFen }) => [account.kind, amountFen])).toEqual([['service_fee_payer', -3000], ['service_fee_payer', -2000], ['service_fee_due', 5000]]);
});
