import { describe, expect, test } from 'vitest';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import { foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import { packOf } from '../policy/packs';
import { contextOf, hospital, paidOf, signed2024, visitOf } from './people';

const shenyang = packOf('210100');
const signed = contextOf(shenyang, { contracts: [signed2024] });

/** Visits 1 to 3 of the worked example: one working, signed person. */
const first = visitOf({ settledAt: '2024-02-01 09:00:00', inScopeFen: 30_000 });
const second = visitOf({ settledAt: '2024-03-01 09:00:00', institutionCode: hospital, inScopeFen: 100_000 });
const third = visitOf({ settledAt: '2024-04-01 09:00:00', inScopeFen: 12_345 });

describe('Shenyang 2024, an employee signed with a family doctor', () => {
  test('a year of three visits', () => {
    expect(paidOf(foldBenefitYear([first, second, third], signed))).toMatchObject([
      { eligibleFen: 30_000, deductiblePaidFen: 20_000, rate: '0.80', payFen: 8_000, enhancementFen: 1_000 },
      { eligibleFen: 100_000, deductiblePaidFen: 20_000, rate: '0.55', payFen: 44_000, enhancementFen: 0 },
      { eligibleFen: 12_345, deductiblePaidFen: 0, rate: '0.80', payFen: 9_876, enhancementFen: 1_234 },
    ]);
  });

  test('a retired person at the community, first visit of the year', () => {
    const rows = foldBenefitYear([visitOf({ inScopeFen: 25_001 })], { ...signed, retiredOn: () => true });
    expect(paidOf(rows)).toMatchObject([
      { deductiblePaidFen: 20_000, baseRate: '0.75', points: '0.10', rate: '0.85', payFen: 4_251, enhancementFen: 500 },
    ]);
  });

  test('the first visit arrives late: without it the others pay more deductible, with it the year is as if it had been in time', () => {
    expect(paidOf(foldBenefitYear([second, third], signed)).map((row) => row.payFen)).toEqual([33_000, 9_876]);
    expect(foldBenefitYear([third, second, first], signed)).toEqual(foldBenefitYear([first, second, third], signed));
  });

  test('only visits within the contract are enhanced, the first and the last day included', () => {
    const contracts = [{ ...signed2024, from: '2024-03-02', to: '2024-03-04' }];
    const rows = foldBenefitYear(
      ['01', '02', '03', '04', '05'].map((day) => visitOf({ settledAt: `2024-03-${day} 23:59:59`, inScopeFen: 100_000 })),
      contextOf(shenyang, { contracts }),
    );
    expect(paidOf(rows).map((row) => row.rate)).toEqual(['0.70', '0.80', '0.80', '0.80', '0.70']);
    expect(paidOf(rows).map((row) => row.contractId)).toEqual([null, 'contract-1', 'contract-1', 'contract-1', null]);
  });

  test('the fund stops at the annual maximum of 12,000 and begins anew next year', () => {
    const rows = foldBenefitYear(
      [
        visitOf({ settledAt: '2024-05-01 08:00:00', inScopeFen: 1_500_000 }),
        visitOf({ settledAt: '2024-12-31 08:00:00', inScopeFen: 100_000 }),
        visitOf({ settledAt: '2025-01-01 08:00:00', inScopeFen: 100_000 }),
      ],
      contextOf(shenyang),
    );
    expect(paidOf(rows)).toMatchObject([
      { benefitYear: '2024-01-01', payFen: 1_036_000, maximumLeftFen: 1_200_000 },
      { benefitYear: '2024-01-01', payBeforeMaximumFen: 70_000, maximumLeftFen: 164_000, payFen: 70_000 },
      { benefitYear: '2025-01-01', deductiblePaidFen: 20_000, payFen: 56_000, before: { deductiblePaidFen: 0, fundPaidFen: 0 } },
    ]);
  });

  test('at the maximum the enhancement is only what it still added', () => {
    const visits = [visitOf({ inScopeFen: 1_620_000 })];
    const [row] = paidOf(foldBenefitYear(visits, signed));
    expect(row).toMatchObject({ payBeforeMaximumFen: 1_280_000, payFen: 1_200_000, enhancementFen: 80_000 });
  });

  test('a resident at a level that the plan does not cover pays everything, and keeps the deductible', () => {
    const [row] = paidOf(foldBenefitYear([visitOf({ insutype: '390', institutionCode: hospital })], signed));
    expect(row).toMatchObject({ covered: false, payFen: 0, deductiblePaidFen: 0, baseFen: 0, selfPaidFen: 10_000, enhancementFen: 0 });
  });

  test('employee and resident insurance, outpatient and inpatient, keep separate totals', () => {
    const rows = foldBenefitYear(
      [first, visitOf({ medType: '21', settledAt: '2024-02-02 10:00:00', inScopeFen: 500_000 }), visitOf({ medType: '14', settledAt: '2024-02-03 10:00:00' })],
      signed,
    );
    expect(paidOf(rows)).toMatchObject([
      { accumulation: '310-outpatient', deductiblePaidFen: 20_000 },
      { accumulation: '310-inpatient', deductiblePaidFen: 20_000 },
      { accumulation: '310-outpatient', deductiblePaidFen: 0, rate: '0.80' },
    ]);
  });
});

describe('visits that are taken back', () => {
  const refund = visitOf({ settledAt: '2024-06-01 09:00:00', refundOf: first.settlementId, inScopeFen: 30_000 });

  test('a refunded visit leaves the year as if it had never been', () => {
    const rows = foldBenefitYear([first, second, third, refund], signed);
    expect(rows.map((row) => row.status)).toEqual(['refunded', 'paid', 'paid', 'refund']);
    expect(paidOf(rows).map((row) => row.payFen)).toEqual([33_000, 9_876]);
  });

  test('a refund whose original is not there waits and changes nothing else', () => {
    const rows = foldBenefitYear([second, third, refund], signed);
    expect(rows.map((row) => row.status)).toEqual(['paid', 'paid', 'refund']);
    expect(rows[2]).toMatchObject({ refundOf: first.settlementId, problem: 'original_unknown' });
  });

  test('the same visit is refunded once; a refund is no original', () => {
    const again = visitOf({ settledAt: '2024-06-02 09:00:00', refundOf: first.settlementId, inScopeFen: 30_000 });
    const refundOfRefund = visitOf({ settledAt: '2024-06-03 09:00:00', refundOf: refund.settlementId });
    const rows = foldBenefitYear([refundOfRefund, again, refund, first], signed);
    expect(rows.map((row) => row.status)).toEqual(['refunded', 'refund', 'refund', 'refund']);
    expect(rows.map((row) => ('problem' in row ? row.problem : undefined))).toEqual([undefined, null, 'original_refunded', 'original_is_refund']);
    expect(rows[0]).toMatchObject({ refundedBy: refund.settlementId });
  });

  test('a refund only takes back a visit of its own institution', () => {
    const rows = foldBenefitYear([first, { ...refund, institutionCode: hospital }], signed);
    expect(rows[0]).toMatchObject({ status: 'paid' });
    expect(rows[1]).toMatchObject({ status: 'refund', problem: 'original_unknown' });
  });
});

describe('no rule for the day', () => {
  test('a visit before the first policy version is refused by itself', () => {
    const rows = foldBenefitYear([visitOf({ settledAt: '2023-12-31 12:00:00' }), first], signed);
    expect(rows[0]).toMatchObject({ status: 'refused', refusals: [{ code: 'policy.none_in_force', facts: { regionCode: '210100', day: '2023-12-31' } }] });
    expect(rows[1]).toMatchObject({ status: 'paid' });
  });
});

describe('Qinhuangdao, residents in hospital', () => {
  const qinhuangdao = packOf('130300');
  const stay = (institutionCode: string, settledAt: string, inScopeFen = 1_000_000) =>
    visitOf({ insutype: '390', medType: '21', institutionCode, settledAt, inScopeFen });
  const levels = {
    T: 'township',
    A: 'level1',
    B: 'level2',
    C: 'level3',
    X: 'out_of_region',
  } as const;
  const context = contextOf(qinhuangdao, {
    placeOf: (code) => ({ level: levels[code as keyof typeof levels], allianceIds: [] }),
  });

  test.each([
    ['T', 10_000, '0.85', 841_500],
    ['A', 30_000, '0.75', 727_500],
    ['B', 50_000, '0.70', 665_000],
    ['C', 150_000, '0.60', 510_000],
    ['X', 400_000, '0.50', 300_000],
  ])('10,000.00 in policy at %s', (place, deductiblePaidFen, rate, payFen) => {
    const [row] = paidOf(foldBenefitYear([stay(place, '2020-05-01 10:00:00')], context));
    expect(row).toMatchObject({ deductiblePaidFen, rate, payFen });
  });

  test('the deductible is taken at every stay', () => {
    const rows = foldBenefitYear([stay('B', '2020-05-01 10:00:00'), stay('B', '2020-06-01 10:00:00')], context);
    expect(paidOf(rows).map((row) => row.deductiblePaidFen)).toEqual([50_000, 50_000]);
  });

  test('along a referral chain going up pays the difference and coming down pays nothing', () => {
    const up = { chainId: 'R1', direction: 'up', fromInstitutionCode: null, referredOn: null } as const;
    const down = { ...up, direction: 'down' } as const;
    const stays = [stay('T', '2020-05-01 10:00:00'), stay('C', '2020-05-10 10:00:00'), stay('T', '2020-05-20 10:00:00')];
    const rows = foldBenefitYear(stays, {
      ...context,
      chainOf: (visit) => (visit.settledAt.startsWith('2020-05-20') ? down : up),
    });
    expect(paidOf(rows).map((row) => row.deductiblePaidFen)).toEqual([10_000, 140_000, 0]);
  });
});

describe('the benefit year', () => {
  test.each([
    ['2024-01-01', '01-01', '2024-01-01'],
    ['2024-12-31', '01-01', '2024-01-01'],
    ['2024-06-30', '07-01', '2023-07-01'],
    ['2024-07-01', '07-01', '2024-07-01'],
  ])('%s in years that begin on %s', (day, start, year) => {
    expect(benefitYearOf(day, start)).toBe(year);
  });
});
