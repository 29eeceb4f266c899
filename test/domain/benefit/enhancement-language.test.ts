import { describe, expect, test } from 'vitest';
import { classifyDifference } from '@/server/domain/benefit/classify-difference';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { type BenefitContext, foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Visit } from '@/server/domain/visit/visit';
import { packOf } from '../policy/packs';
import { cite, policyWith, type Json } from './documents';
import { contextOf, hospital, signed2024, visitOf } from './people';

const signed = { contracts: [signed2024] };
const on = (day: string, change: Partial<Visit> = {}) => visitOf({ settledAt: `${day} 09:00:00`, ...change });

/** Shenyang with these enhancements in the place of its own; each is for ordinary and special care anywhere unless it says otherwise. */
function offering(...enhancements: Record<string, unknown>[]): PolicyVersion {
  return policyWith((benefit) => {
    const list = enhancements.map((each, index) => ({ id: `e${index}`, name: `增补${index}`, insutypes: ['310'], medTypes: ['11', '14'], scope: cite('anywhere'), ...each }));
    Object.assign(benefit, { enhancements: list as unknown as Json, recognition: null });
  });
}

function year(policy: PolicyVersion, visits: readonly Visit[], change: Partial<BenefitContext> = signed) {
  return foldBenefitYear(visits, contextOf(policy, change)).flatMap((row) => (row.status === 'paid' ? [row] : []));
}

const paid = (policy: PolicyVersion, visit: Partial<Visit>, change: Partial<BenefitContext> = signed) => {
  const [row] = year(policy, [on('2024-03-01', { inScopeFen: 50_000, ...visit })], change);
  if (row === undefined) throw new Error('the visit was not paid');
  return row;
};

describe('when a contract adds something', () => {
  const points = { points: cite('0.10') };
  const enhanced = (when: Record<string, Json>, visit: Partial<Visit>, change: Partial<BenefitContext> = {}) =>
    paid(offering({ ...points, when }), visit, { ...signed, ...change }).adjudication.enhancementFen > 0;

  test('to people of a key group, as they were on the day', () => {
    const when = { keyGroups: cite(['hypertension', 'elderly65']) };
    const keyGroupsOn = (day: string) => (day >= '2024-03-01' ? ['elderly65' as const] : ['diabetes' as const]);
    expect(enhanced(when, {}, { keyGroupsOn })).toBe(true);
    expect(enhanced(when, { settledAt: '2024-02-29 09:00:00' }, { keyGroupsOn })).toBe(false);
    expect(enhanced(when, {})).toBe(false);
  });

  test('to people of an identity class', () => {
    const when = { identityClasses: cite(['subsistence']) };
    expect(enhanced(when, {}, { identityClassesOn: () => ['subsistence', 'disabled'] })).toBe(true);
    expect(enhanced(when, {}, { identityClassesOn: () => ['disabled'] })).toBe(false);
  });

  test('with a referral, or without one', () => {
    const chainOf = () => ({ chainId: 'R1', direction: 'up' as const, fromInstitutionCode: null, referredOn: null });
    expect(enhanced({ referred: cite(true) }, { referralNumber: 'R1' }, { chainOf })).toBe(true);
    expect(enhanced({ referred: cite(true) }, {})).toBe(false);
    expect(enhanced({ referred: cite(false) }, { referralNumber: 'R1' }, { chainOf })).toBe(false);
  });

  test.each([
    ['I10.x00x002', true],
    ['i10', true],
    ['E11.901', true],
    ['E11.201', false],
    ['I11.900', false],
    [null, false],
  ])('to listed diseases: %s', (diagnosisCode, expected) => {
    const diagnoses = cite([{ prefix: 'I10', name: '高血压' }, { prefix: 'E11.9', name: '糖尿病' }]);
    expect(enhanced({ diagnoses }, { diagnosisCode })).toBe(expected);
  });

  test.each([
    [28, false],
    [29, true],
    [84, true],
    [85, false],
    [null, false],
  ])('to long prescriptions: %s days', (prescriptionDays, expected) => {
    expect(enhanced({ prescriptionDays: cite({ least: 29, most: 84 }) }, { prescriptionDays })).toBe(expected);
  });

  test('only where every condition holds, and never without a contract', () => {
    const when = { diagnoses: cite([{ prefix: 'I10', name: '高血压' }]), prescriptionDays: cite({ least: 29, most: null }) };
    expect(enhanced(when, { prescriptionDays: 60 })).toBe(true);
    expect(enhanced(when, { prescriptionDays: 60, diagnosisCode: 'J00' })).toBe(false);
    expect(enhanced(when, { prescriptionDays: 60 }, { contracts: [] })).toBe(false);
  });
});

describe('what a contract adds', () => {
  test('a deductible waived: later visits top up what was not paid, and no visit is worse off by it', () => {
    const policy = offering({ deductibleCut: cite('waived'), scope: cite('any_primary') });
    const rows = year(policy, [on('2024-02-01', { inScopeFen: 30_000 }), on('2024-03-01', { inScopeFen: 100_000, institutionCode: hospital })]);
    expect(rows.map(({ adjudication: { deductiblePaidFen, payFen, payWithoutFen, enhancementFen } }) => [deductiblePaidFen, payFen, payWithoutFen, enhancementFen])).toEqual([
      [0, 21_000, 7_000, 14_000],
      [40_000, 33_000, 33_000, 0],
    ]);
  });

  test('a smaller deductible, once in the year and not at every visit', () => {
    const policy = offering({ deductibleCut: cite({ working: '150.00', retired: '200.00' }) });
    const rows = year(policy, [on('2024-02-01', { inScopeFen: 30_000 }), on('2024-03-01', { inScopeFen: 30_000 })]);
    expect(rows.map(({ adjudication }) => adjudication.deductiblePaidFen)).toEqual([5_000, 0]);
    expect(year(policy, [on('2024-02-01')], { ...signed, retiredOn: () => true })[0]?.adjudication).toMatchObject({ deductiblePaidFen: 0 });
  });

  test('a higher maximum: the enhancement is what still fitted under it', () => {
    const { adjudication } = paid(offering({ maximumRaise: cite('500.00') }), { inScopeFen: 3_000_000 });
    expect(adjudication).toMatchObject({ maximumLeftFen: 1_250_000, payFen: 1_250_000, payWithoutFen: 1_200_000, enhancementFen: 50_000 });
  });

  test('the terms of another plan, where they pay more and only then', () => {
    const policy = offering({ asPlan: cite('310-inpatient'), when: { diagnoses: cite([{ prefix: 'J18', name: '肺炎' }]) } });
    const [first, second] = year(policy, [on('2024-02-01', { inScopeFen: 50_000, diagnosisCode: 'J18.900' }), on('2024-02-02', { inScopeFen: 10_000, diagnosisCode: 'J18.900' })]);
    expect(first?.adjudication).toMatchObject({ planId: '310-outpatient', termsPlanId: '310-inpatient', rate: '0.92', payFen: 27_600, enhancementFen: 6_600 });
    // Its deductible would take the whole of the second; the year's has been paid already.
    expect(second?.adjudication).toMatchObject({ termsPlanId: '310-outpatient', payFen: 7_000, enhancementFen: 0, enhancements: [] });
  });

  test('terms that no visit has without a contract: what is not covered by itself is covered by them', () => {
    const policy = policyWith((benefit, plans) => {
      const own = structuredClone(plans['390-inpatient']) as unknown as Record<string, unknown>;
      Object.assign(own, { id: '390-primary-disease', name: '居民基层门诊治疗病种', medTypes: [] });
      benefit.plans?.push(own as unknown as Json);
      Object.assign(benefit, {
        enhancements: [{ id: 'disease', name: '病种', insutypes: ['390'], medTypes: ['11'], scope: cite('anywhere'), asPlan: cite('390-primary-disease') }],
      });
    });
    const visit = { insutype: '390', institutionCode: hospital, inScopeFen: 300_000 } as const;
    // Its own plan has a maximum of 400.00 a year, which holds whatever the terms.
    expect(paid(policy, visit).adjudication).toMatchObject({ covered: true, deductiblePaidFen: 100_000, payBeforeMaximumFen: 120_000, payFen: 40_000, payWithoutFen: 0, enhancementFen: 40_000 });
    expect(paid(policy, visit, { contracts: [] }).adjudication).toMatchObject({ covered: false, payFen: 0, enhancementFen: 0 });
  });

  test('several at once: points add up to the ceiling, cuts and raises add up', () => {
    const policy = offering({ points: cite('0.10'), deductibleCut: cite('50.00') }, { points: cite('0.20'), deductibleCut: cite('80.00'), maximumRaise: cite('100.00') }, { maximumRaise: cite('200.00') });
    expect(paid(policy, {}).adjudication).toMatchObject({ points: '0.30', rate: '0.95', deductiblePaidFen: 7_000, maximumLeftFen: 1_230_000, payFen: 40_850, payWithoutFen: 21_000 });
  });
});

describe('the packs', () => {
  test('Shenyang pays a signed patient’s pneumonia at the community as if they had been admitted', () => {
    const { adjudication } = paid(packOf('210100'), { diagnosisCode: 'J18.900', inScopeFen: 100_000 });
    expect(adjudication).toMatchObject({ termsPlanId: '310-inpatient', payFen: 73_600, payWithoutFen: 56_000 });
  });

  test('where outpatient care with its ten points pays more, it stays outpatient care', () => {
    const rows = year(packOf('210100'), [on('2024-02-01', { inScopeFen: 30_000 }), on('2024-02-02', { diagnosisCode: 'J18.900', inScopeFen: 30_000 })]);
    expect(rows[1]?.adjudication).toMatchObject({ termsPlanId: '310-outpatient', payFen: 24_000 });
  });

  test('Qinghai pays long prescriptions of recognized diseases five points more', () => {
    const long = { medType: '14', settledAt: '2024-03-01 09:00:00', prescriptionDays: 56 } as const;
    const recognised = { ...signed, recognitionFor: () => 'recognition-1' };
    expect(paid(packOf('630000'), long, recognised).adjudication).toMatchObject({ rate: '0.75', points: '0.05' });
    expect(paid(packOf('630000'), { ...long, prescriptionDays: 28 }, recognised).adjudication).toMatchObject({ rate: '0.70' });
  });
});

describe('its working', () => {
  const policy = offering({ points: cite('0.10'), deductibleCut: cite('waived'), maximumRaise: cite('500.00') });

  test('shows each thing the contract did, with its clause, and the other side of the comparison', () => {
    const { adjudication, facts } = paid(policy, {});
    const working = explainAdjudication(adjudication, facts, policy);
    expect(working.map(({ step, result, clause }) => [step, result.value, clause === '测试条款'])).toEqual([
      ['benefit.eligible', 50_000, false],
      ['benefit.deductible_cut', 0, true],
      ['benefit.deductible', 0, false],
      ['benefit.base', 50_000, false],
      ['benefit.points', '0.10', true],
      ['benefit.rate', '0.80', false],
      ['benefit.pay', 40_000, false],
      ['benefit.maximum_raise', 1_250_000, true],
      ['benefit.maximum', 40_000, false],
      ['benefit.without', 21_000, false],
      ['benefit.enhancement', 19_000, false],
      ['benefit.self_paid', 10_000, false],
    ]);
  });

  test('names the plan whose terms were taken', () => {
    const asInpatient = offering({ asPlan: cite('310-inpatient') });
    const { adjudication, facts } = paid(asInpatient, {});
    const [, terms] = explainAdjudication(adjudication, facts, asInpatient);
    expect(terms).toMatchObject({ step: 'benefit.as_plan', clause: '测试条款', result: { value: '职工住院' }, operands: { plan: { value: '职工门诊统筹' } } });
  });
});

describe('what the hospital reported beside it', () => {
  const policy = offering({ points: cite('0.10') }, { deductibleCut: cite('waived') });
  const kind = (reportedPoolFen: number, reportedDeductibleFen: number, change: Partial<BenefitContext> = signed) => {
    const { visit, facts, adjudication } = paid(policy, {}, change);
    return classifyDifference(adjudication, { ...visit, reportedPoolFen, reportedDeductibleFen }, policy, facts)?.kind;
  };

  test.each([
    ['everything given', 40_000, 0, 'equal'],
    ['nothing given', 21_000, 20_000, 'enhancement_not_given'],
    ['the points only', 24_000, 20_000, 'enhancement_not_given'],
    ['the waiver only', 35_000, 0, 'enhancement_not_given'],
    ['half of the deductible', 32_000, 10_000, 'wrong_deductible'],
  ])('%s', (_, poolFen, deductibleFen, expected) => {
    expect(kind(poolFen, deductibleFen)).toBe(expected);
  });

  test.each([40_000, 24_000, 35_000])('an unsigned person who was given %i as if signed', (poolFen) => {
    expect(kind(poolFen, 20_000, { contracts: [] })).toBe('not_signed');
  });
});
