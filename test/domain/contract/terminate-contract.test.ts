import { describe, expect, test } from 'vitest';
import type { Contract } from '@/server/domain/contract/contract';
import { signContract } from '@/server/domain/contract/sign-contract';
import { expireContract, terminateContract, type TerminationRequest } from '@/server/domain/contract/terminate-contract';
import { signingFacts } from './signing-facts';

const signed = (): Contract => {
  const outcome = signContract(signingFacts());
  if (!outcome.ok) throw new Error('the signing of the tests is refused');
  return outcome.value.contract;
};
const now = 1_756_684_800_000;
const leaving = (change: Partial<Exclude<TerminationRequest, { reason: 'deceased' }>> = {}): TerminationRequest => ({
  reason: 'moved_away',
  endDay: '2025-09-01',
  note: null,
  ...change,
});
const end = (request: TerminationRequest, contract: Contract = signed(), deathDay: string | null = null) =>
  terminateContract({ contract, request, deathDay, today: '2025-09-01', now });
const codesOf = (outcome: ReturnType<typeof end>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

const ended = (): Contract => ({ ...signed(), status: 'terminated', termination: { reason: 'voluntary', endedAt: now } });

describe('terminating', () => {
  test('moves the last day and keeps the reason', () => {
    expect(end(leaving())).toEqual({
      ok: true,
      value: { ...signed(), status: 'terminated', endDay: '2025-09-01', termination: { reason: 'moved_away', endedAt: now } },
    });
  });

  test.each<[string, TerminationRequest, string[]]>([
    ['yesterday', leaving({ endDay: '2025-08-31' }), ['contract.end_in_past']],
    ['later in the term', leaving({ endDay: '2026-01-31' }), []],
    ['on the last day anyway', leaving({ endDay: '2026-05-31' }), []],
    ['after the term', leaving({ endDay: '2026-06-01' }), ['contract.end_after_term']],
    ['before the term', leaving({ endDay: '2025-05-31' }), ['contract.end_in_past']],
    ['for another reason, without saying it', leaving({ reason: 'other', note: ' ' }), ['contract.reason_missing']],
    ['for another reason', leaving({ reason: 'other', note: '转入外地医保' }), []],
  ])('%s', (_, request, codes) => {
    expect(codesOf(end(request))).toEqual(codes);
  });

  test('a contract that is not in force cannot be ended', () => {
    const terminated = end(leaving());
    if (!terminated.ok) throw new Error('the termination of the tests is refused');
    expect(codesOf(end(leaving(), terminated.value))).toEqual(['contract.not_in_force']);
    expect(codesOf(end(leaving(), ended()))).toEqual(['contract.not_in_force']);
    expect(codesOf(end({ reason: 'deceased' }, ended(), '2025-08-20'))).toEqual(['contract.not_in_force']);
    // The job that marks it expired has not run yet.
    expect(codesOf(end(leaving(), { ...signed(), endDay: '2025-08-31' }))).toEqual(['contract.not_in_force', 'contract.end_after_term']);
  });

  test('gives every reason at once, in the documented order', () => {
    const contract = { ...ended(), startDay: '2025-08-01', endDay: '2025-07-30' };
    expect(codesOf(end(leaving({ reason: 'other', endDay: '2025-07-31' }), contract))).toEqual([
      'contract.not_in_force',
      'contract.end_in_past',
      'contract.end_after_term',
      'contract.reason_missing',
    ]);
  });
});

describe('a death', () => {
  const endDayOf = (contract: Contract, deathDay: string) => {
    const outcome = end({ reason: 'deceased' }, contract, deathDay);
    return outcome.ok ? outcome.value.endDay : outcome.refusals;
  };

  test('ends the contract on that day, however long ago', () => {
    expect(endDayOf(signed(), '2025-07-15')).toBe('2025-07-15');
  });

  test('shortens a term that is over already', () => {
    const expired = expireContract(signed(), '2026-06-01');
    if (!expired) throw new Error('the contract of the tests has not expired');
    expect(endDayOf(expired, '2026-01-02')).toBe('2026-01-02');
    expect(endDayOf(expired, '2026-07-01')).toBe('2026-05-31');
  });

  test('before the first day leaves a contract that covers none', () => {
    expect(endDayOf(signed(), '2025-05-20')).toBe('2025-05-31');
  });

  test('must be recorded first', () => {
    expect(codesOf(end({ reason: 'deceased' }))).toEqual(['contract.death_not_recorded']);
  });
});

describe('expiry', () => {
  test('comes the day after the last one', () => {
    expect(expireContract(signed(), '2026-05-31')).toBeNull();
    expect(expireContract(signed(), '2026-06-01')).toEqual({ ...signed(), status: 'expired' });
  });

  test('leaves terminated contracts alone', () => {
    expect(expireContract(ended(), '2030-01-01')).toBeNull();
  });
});
