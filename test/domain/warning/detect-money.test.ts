import { describe, expect, test } from 'vitest';
import { detectBurden } from '@/server/domain/warning/detect-burden';
import { detectLongPrescription, detectUnsignedBenefit } from '@/server/domain/warning/detect-in-record';
import { type ContractService, detectUnserved } from '@/server/domain/warning/detect-unserved';
import { detectWarnings } from '@/server/domain/warning/detect-warnings';
import { isLowIncome } from '@/server/domain/warning/low-income';
import { person, seen, terms } from './monitored';

describe('a benefit without a contract', () => {
  test('is what the hospital claimed as if the patient had been signed', () => {
    const claimed = seen('2025-03-07', { difference: 'not_signed', reportedPoolFen: 7000 });
    const [found] = detectUnsignedBenefit(person([claimed, seen('2025-03-08', { difference: 'equal', reportedPoolFen: 6000 })]));
    expect(found).toMatchObject({ facts: { reportedFen: 7000, oursFen: 6000 }, amountFen: 1000 });
    expect(detectUnsignedBenefit(person([claimed], { month: '2025-04' }))).toEqual([]);
  });
});

describe('a prescription of many days', () => {
  test.each([
    [null, 0],
    [30, 0],
    [84, 0],
    [85, 1],
    [180, 1],
  ])('%s days', (prescriptionDays, count) => {
    expect(detectLongPrescription(person([seen('2025-03-07', { prescriptionDays })]), terms)).toHaveLength(count);
  });
});

describe('what a person pays themselves, with lines of 10,000 and 5,000 yuan', () => {
  test.each<[string, number, number, boolean, number | null]>([
    ['below the line', 400_000, 500_000, false, null],
    ['exactly the line', 500_000, 500_000, false, null],
    ['a fen above it', 500_000, 500_001, false, 1_000_001],
    ['was above it before', 1_000_001, 900_000, false, null],
    ['stood exactly on it before', 1_000_000, 1, false, 1_000_001],
    ['of low income, above their own line', 300_000, 200_001, true, 500_001],
    ['of low income, on their own line', 300_000, 200_000, true, null],
    ['of low income, told of earlier', 500_001, 600_000, true, null],
  ])('%s', (_, before, inMonth, lowIncome, selfPaidFen) => {
    const found = detectBurden(person([seen('2025-03-07')], { lowIncome, wasLowIncome: lowIncome, before: { selfPaidFen: before, totalFen: 2 * before }, inMonth: { selfPaidFen: inMonth, totalFen: 2 * inMonth } }), terms);
    const facts = { selfPaidFen, totalFen: 2 * (before + inMonth), lineFen: lowIncome ? 500_000 : 1_000_000, lowIncome: lowIncome ? 1 : 0 };
    expect(found.map((each) => each.facts)).toEqual(selfPaidFen === null ? [] : [facts]);
  });

  test('passes the lower line when somebody above it turns out to be of low income', () => {
    const costs = { before: { selfPaidFen: 600_000, totalFen: 900_000 }, inMonth: { selfPaidFen: 1000, totalFen: 2000 } };
    expect(detectBurden(person([], { ...costs, lowIncome: true }), terms)).toMatchObject([{ facts: { selfPaidFen: 601_000, lineFen: 500_000, lowIncome: 1 } }]);
    expect(detectBurden(person([], { ...costs, lowIncome: true, wasLowIncome: true }), terms)).toEqual([]);
  });

  test('is one finding a person and year', () => {
    const crossing = { before: { selfPaidFen: 0, totalFen: 0 }, inMonth: { selfPaidFen: 1_200_000, totalFen: 1_500_000 } };
    const keys = ['2025-03', '2025-04', '2026-01'].map((month) => detectBurden(person([], { ...crossing, month }), terms)[0]?.key);
    expect(keys).toEqual(['R1 2025', 'R1 2025', 'R1 2026']);
  });

  test('low income is a class that was recognised, or the key group of the team', () => {
    expect(isLowIncome([], ['hypertension'])).toBe(false);
    expect(isLowIncome([], ['low_income'])).toBe(true);
    expect(isLowIncome(['subsistence'], [])).toBe(true);
    expect(isLowIncome(['disabled', 'veteran'], [])).toBe(false);
  });
});

describe('signed and never served, after six months', () => {
  const signed: ContractService = { contractId: 'C1', residentId: 'R1', institutionCode: 'H21010000011', from: '2024-09-15', to: '2025-09-14', visits: 0, referrals: 0, services: 0 };
  test.each<[string, Partial<ContractService>, number]>([
    ['comes so far in March', {}, 1],
    ['signed on the first of the month', { from: '2024-09-01' }, 1],
    ['signed on the last of the month', { from: '2024-09-30' }, 1],
    ['signed a month later', { from: '2024-10-01' }, 0],
    ['signed a month earlier was told of then', { from: '2024-08-31' }, 0],
    ['seen once', { visits: 1 }, 0],
    ['referred once', { referrals: 1 }, 0],
    ['called on at home once', { services: 1 }, 0],
    ['ended on the last day of March', { to: '2025-03-31' }, 1],
    ['ended the day before', { to: '2025-03-30' }, 0],
  ])('%s', (_, changes, count) => {
    expect(detectUnserved([{ ...signed, ...changes }], '2025-03', terms)).toHaveLength(count);
  });

  test('names the contract, the resident and no visit', () => {
    expect(detectUnserved([signed], '2025-03', terms)).toMatchObject([{ key: 'C1', contractId: 'C1', residentId: 'R1', visits: [], amountFen: 0, facts: { months: 6 } }]);
  });
});

test('facts are numbers only: no name, no id, no day of somebody’s life', () => {
  const found = detectWarnings(
    person(
      [seen('2025-03-07 09:00:00', { difference: 'not_signed', reportedPoolFen: 7000, prescriptionDays: 200 }), seen('2025-03-07 09:10:00', { institutionCode: 'H21010000001' })],
      { deathDay: '2025-03-01', inMonth: { selfPaidFen: 2_000_000, totalFen: 2_500_000 } },
    ),
    terms,
  );
  expect(new Set(found.map((each) => each.kind)).size).toBe(5);
  for (const { facts } of found) for (const value of Object.values(facts)) expect(typeof value).toBe('number');
});
