import { describe, expect, test } from 'vitest';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import { sumFen } from '@/server/domain/kernel/money';
import type { Cited } from '@/server/domain/policy/cited';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Visit } from '@/server/domain/visit/visit';
import { packOf } from '../policy/packs';
import { community, contextOf, hospital, paidOf, visitOf } from './people';

const rizhao = packOf('371100');

function inpatientMaximum(policy: PolicyVersion, fen: number): PolicyVersion {
  const annualMaximum: Cited<{ working: number; retired: number }> = { value: { working: fen, retired: fen }, clause: 'the test', confidence: 'assumed' };
  const plans = policy.benefit.plans.map((plan) => (plan.id === '390-inpatient' ? { ...plan, annualMaximum } : plan));
  return { ...policy, benefit: { ...policy.benefit, plans } };
}

const stay = (change: Partial<Visit>) => visitOf({ insutype: '390', medType: '21', institutionCode: hospital, ...change });

describe('Sun of Rizhao, 2016', () => {
  // How basic insurance came to 136,824.80 was not published: here it stops there, and all else lies in the policy but 29,581.37 (derived).
  const policy = inpatientMaximum(rizhao, 13_682_480);
  const year = [
    stay({ settledAt: '2016-03-10 10:00:00', inScopeFen: 20_000_000, totalFen: 21_000_000, fullSelfPayFen: 1_000_000 }),
    stay({ settledAt: '2016-06-20 10:00:00', inScopeFen: 25_000_000, totalFen: 26_500_000, fullSelfPayFen: 1_500_000 }),
    stay({ settledAt: '2016-11-02 10:00:00', inScopeFen: 13_386_778, totalFen: 13_844_915, fullSelfPayFen: 458_137 }),
  ];

  test('basic 136,824.80 and ladder 264,577.94 are 401,402.74, 65.4 % of 613,449.15', () => {
    const paid = paidOf(foldBenefitYear(year, contextOf(policy)));
    const totalFen = sumFen(year.map((visit) => visit.totalFen));
    const payFen = sumFen(paid.map((each) => each.payFen));
    const ladderFen = sumFen(paid.map((each) => each.layers?.ladderFen ?? 0));
    expect([totalFen, payFen, ladderFen, payFen + ladderFen]).toEqual([61_344_915, 13_682_480, 26_457_794, 40_140_274]);
    expect(((payFen + ladderFen) / totalFen).toFixed(3)).toBe('0.654');
    expect(sumFen(paid.map((each) => each.selfPaidFen))).toBe(21_204_641);
    expect(paid.at(-1)?.after.layers).toEqual({ selfPaidFen: 44_704_298, ladderFen: 26_457_794, assistanceFen: 0 });
  });

  test('in whatever order his stays come in', () => {
    expect(foldBenefitYear([...year].reverse(), contextOf(policy))).toEqual(foldBenefitYear(year, contextOf(policy)));
  });

  test('had he been on subsistence, the ladder would have paid more and assistance the most it may', () => {
    const paid = paidOf(foldBenefitYear(year, contextOf(policy, { identityClassesOn: () => ['subsistence'] })));
    expect(paid.at(-1)?.after.layers).toEqual({ selfPaidFen: 44_704_298, ladderFen: 28_963_009, assistanceFen: 5_000_000 });
  });
});

describe('the layers in a person’s year', () => {
  const costly = stay({ settledAt: '2016-03-01 10:00:00', inScopeFen: 10_000_000 });

  test('a stay that is taken back leaves the layers as they were', () => {
    const again = stay({ settledAt: '2016-09-01 10:00:00', inScopeFen: 10_000_000 });
    const refund = stay({ settledAt: '2016-10-01 10:00:00', inScopeFen: 10_000_000, refundOf: costly.settlementId });
    expect(paidOf(foldBenefitYear([costly, again, refund], contextOf(rizhao)))).toEqual(paidOf(foldBenefitYear([again], contextOf(rizhao))));
  });

  test('a year begins with nothing', () => {
    const next = stay({ settledAt: '2017-01-01 10:00:00', inScopeFen: 10_000_000 });
    const [first, second] = paidOf(foldBenefitYear([costly, next], contextOf(rizhao)));
    expect(second?.layers?.before.selfPaidFen).toBe(0);
    expect(second?.layers?.ladderFen).toBe(first?.layers?.ladderFen);
  });

  test('the class of the day of each visit holds', () => {
    const later = stay({ settledAt: '2016-09-01 10:00:00', inScopeFen: 10_000_000 });
    const [first, second] = paidOf(foldBenefitYear([costly, later], contextOf(rizhao, { identityClassesOn: (day) => (day >= '2016-06-01' ? ['marginal'] : []) })));
    expect(first?.layers?.assistance).toBeNull();
    expect(second?.layers?.assistance?.id).toBe('marginal');
  });

  test('care that basic insurance does not cover does not count, nor does ordinary care', () => {
    const atPharmacy = stay({ institutionCode: 'P37110000001', inScopeFen: 5_000_000 });
    const ordinary = visitOf({ insutype: '390', medType: '11', institutionCode: community, inScopeFen: 5_000_000, settledAt: '2016-03-01 09:00:00' });
    const context = contextOf(rizhao, { placeOf: (code) => ({ level: code.startsWith('P') ? 'pharmacy' : 'township', allianceIds: [] }) });
    for (const paid of paidOf(foldBenefitYear([{ ...atPharmacy, settledAt: '2016-03-01 09:00:00' }, ordinary], context))) {
      expect(paid.layers).toBeNull();
      expect(paid.selfPaidFen).toBe(paid.eligibleFen - paid.payFen);
    }
  });

  test('the working names the ladder, its slices and what is left', () => {
    const [row] = foldBenefitYear([costly], contextOf(rizhao, { identityClassesOn: () => ['subsistence'] }));
    if (row?.status !== 'paid') throw new Error('the stay was not paid');
    const steps = explainAdjudication(row.adjudication, row.facts, rizhao);
    // 100,000 at level 3: (100,000 − 1,000) × 0.60 = 59,400; 40,600 are left, of which 34,600 lie above half the start line.
    expect(row.adjudication).toMatchObject({ payFen: 5_940_000, selfPaidFen: 647_100, layers: { ladderFen: 1_903_000, assistanceFen: 1_509_900 } });
    expect(steps.map(({ step, result }) => [step, result.value])).toEqual(
      expect.arrayContaining([
        ['benefit.layered_year', 4_060_000],
        ['benefit.ladder_start', 600_000],
        ['benefit.ladder_points', '0.05'],
        ['benefit.ladder_year', 1_903_000],
        ['benefit.ladder', 1_903_000],
        ['benefit.assistance_base', 2_157_000],
        ['benefit.assistance', 1_509_900],
        ['benefit.self_paid', 647_100],
      ]),
    );
    for (const { step, clause } of steps) if (/ladder_start|ladder_points|ladder_year|assistance_start|assistance_year/.test(step)) expect(clause, step).not.toBeNull();
  });
});
