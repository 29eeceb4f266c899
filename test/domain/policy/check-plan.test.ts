import { describe, expect, test } from 'vitest';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { listParameters } from '@/server/domain/policy/list-parameters';
import { cite, type Json, policyWith } from '../benefit/documents';
import { readPolicyFile } from './packs';

/** What is wrong with Shenyang's benefits after a change. */
function problemsOf(change: (plan: Json, benefit: Json) => void) {
  const document = structuredClone(readPolicyFile('210100/2024-01-01.json')) as { benefit: Json };
  const stay = document.benefit.plans?.find((plan) => String(plan.id) === '310-inpatient');
  if (stay === undefined) throw new Error('the pack has a plan for stays');
  change(stay, document.benefit);
  const outcome = checkPolicy(document);
  return outcome.ok ? [] : outcome.refusals.map(({ code, facts }) => ({ code, ...facts }));
}

describe('a plan that contradicts itself', () => {
  test('stays and chains belong to a deductible of every visit, levels that share to one of the year', () => {
    const problems = problemsOf((plan) => Object.assign(plan.deductible ?? {}, { basis: cite('year'), byAdmission: cite(['1', '0.5']) }));
    expect(problems).toEqual([
      { code: 'policy.not_allowed', path: 'benefit.plans[2].deductible.basis (byAdmission)', allowed: ['visit'], found: 'year' },
      { code: 'policy.not_allowed', path: 'benefit.plans[2].deductible.basis (referralChain)', allowed: ['visit'], found: 'year' },
    ]);
    expect(problemsOf((plan) => Object.assign(plan.deductible ?? {}, { acrossLevels: cite('separate') }))).toMatchObject([{ code: 'policy.not_allowed', allowed: ['year'], found: 'visit' }]);
  });

  test('a named institution stands in one exception and counts as a level that has a rule', () => {
    const exception = (deductibleAs: string) => ({ name: '例外', institutions: cite([{ code: 'H12010100001', name: '某院' }]), deductibleAs: cite(deductibleAs), rateAs: null });
    expect(problemsOf((plan) => Object.assign(plan, { exceptions: [exception('level3'), exception('pharmacy')] }))).toEqual([
      { code: 'policy.duplicate', path: 'benefit.plans[2].exceptions', value: 'H12010100001' },
      { code: 'policy.level_without_rule', path: 'benefit.plans[2].exceptions[1]', level: 'pharmacy', lacks: 'deductible' },
    ]);
  });

  test.each([
    ['a code that no institution has', { institutions: cite([{ code: '12010100001', name: '某院' }]) }, 'policy.wrong_kind'],
    ['a level that there is not', { deductibleAs: cite('level4') }, 'policy.not_allowed'],
    ['no clause', { deductibleAs: { value: 'level3', confidence: 'assumed' } }, 'policy.key_missing'],
  ])('an exception with %s', (_, part, code) => {
    const exception = { name: '例外', institutions: cite([]), deductibleAs: null, rateAs: null, ...part };
    expect(problemsOf((plan) => Object.assign(plan, { exceptions: [exception] }))).toMatchObject([{ code }]);
  });

  test('a plan without visits of its own that no enhancement names', () => {
    expect(problemsOf((plan, benefit) => {
      Object.assign(plan, { medTypes: [] });
      Object.assign(benefit, { enhancements: [] });
    })).toEqual([{ code: 'policy.out_of_range', path: 'benefit.plans[2].medTypes', least: '1', most: null, found: '0' }]);
  });
});

describe('an enhancement that says nothing, or too much', () => {
  const offering = (part: Record<string, unknown>) =>
    problemsOf((_, benefit) => {
      const enhancement = { id: 'e', name: '增补', insutypes: ['310'], medTypes: ['11'], scope: cite('anywhere'), ...part };
      Object.assign(benefit, { enhancements: [enhancement] });
    });
  test.each([
    ['no effect', {}, { code: 'policy.key_missing', key: 'points' }],
    ['days the wrong way round', { points: cite('0.1'), when: { prescriptionDays: cite({ least: 84, most: 29 }) } }, { code: 'policy.out_of_order' }],
    ['a condition nobody knows', { points: cite('0.1'), when: { weather: cite('rain') } }, { code: 'policy.key_unknown', key: 'weather' }],
    ['a condition that asks for nobody', { points: cite('0.1'), when: { keyGroups: cite([]) } }, { code: 'policy.out_of_range' }],
    ['a code that begins no diagnosis', { points: cite('0.1'), when: { diagnoses: cite([{ prefix: '10', name: '高血压' }]) } }, { code: 'policy.wrong_kind', expected: 'icd_prefix' }],
    ['a cut that is no amount', { deductibleCut: cite('half') }, { code: 'policy.wrong_kind', expected: 'yuan_text' }],
    ['the plan of another insurance', { asPlan: cite('390-inpatient') }, { code: 'policy.not_allowed', found: '390-inpatient' }],
  ])('%s', (_, part, problem) => {
    expect(offering(part)).toMatchObject([problem]);
  });
});

test('the screen lists lists, cuts and days in words and numbers of their own', () => {
  const policy = policyWith((benefit) => {
    const enhancement = {
      ...{ id: 'e', name: '增补', insutypes: ['310'], medTypes: ['11'], scope: cite('anywhere') },
      when: { diagnoses: cite([{ prefix: 'I10', name: '高血压' }]), prescriptionDays: cite({ least: 29, most: null }) },
      ...{ deductibleCut: cite('150.00'), maximumRaise: cite({ working: '100.00', retired: '200.00' }) },
    };
    const waiving = { ...enhancement, id: 'w', when: { prescriptionDays: cite({ least: 29, most: 84 }) }, deductibleCut: cite('waived') };
    Object.assign(benefit, { enhancements: [enhancement, waiving] as unknown as Json });
  });
  const values = (end: string) => listParameters(policy).find(({ path }) => path === `benefit.enhancements${end}`)?.values.map(({ group, quantity }) => [group, quantity.unit, quantity.value]);
  expect(values('[0].when.diagnoses')).toEqual([[null, 'text', 'I10 高血压']]);
  expect(values('[0].when.prescriptionDays')).toEqual([['least', 'count', 29]]);
  expect(values('[1].when.prescriptionDays')).toEqual([['least', 'count', 29], ['most', 'count', 84]]);
  expect(values('[0].deductibleCut')).toEqual([[null, 'fen', 15_000]]);
  expect(values('[1].deductibleCut')).toEqual([[null, 'text', 'waived']]);
  expect(values('[0].maximumRaise')).toEqual([['working', 'fen', 10_000], ['retired', 'fen', 20_000]]);
});
