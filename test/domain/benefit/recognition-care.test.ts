import { describe, expect, test } from 'vitest';
import { isUnrecognized, paidAs, recognitionSteps } from '@/server/domain/benefit/recognition-care';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { UnrecognizedTreatment } from '@/server/domain/policy/recognition-terms';
import { packOf } from '../policy/packs';

const shenyang = packOf('210100');

function policyThat(otherwise: UnrecognizedTreatment | null): PolicyVersion {
  const { recognition } = shenyang.benefit;
  const changed = recognition && otherwise && { ...recognition, otherwise: { ...recognition.otherwise, value: otherwise } };
  return { ...shenyang, benefit: { ...shenyang.benefit, recognition: changed } };
}

describe('what care of a special disease is paid as', () => {
  test.each([
    ['ordinary', '14', 'n1', '14', false],
    ['ordinary', '14', null, '11', false],
    ['ordinary', '13', null, '13', false],
    ['uncovered', '14', 'n1', '14', false],
    ['uncovered', '14', null, '14', true],
    ['uncovered', '21', null, '21', false],
    [null, '14', null, '14', false],
  ] as const)('policy %s, med_type %s, recognition %s: as %s, unpaid %s', (otherwise, medType, recognitionId, expected, unpaid) => {
    const policy = policyThat(otherwise);
    expect(paidAs(policy, medType, recognitionId)).toBe(expected);
    expect(isUnrecognized(policy, { medType: paidAs(policy, medType, recognitionId), recognitionId })).toBe(unpaid);
  });
});

describe('what the working says of it', () => {
  const facts = { medType: '14', diagnosisCode: 'I10.x00', recognitionId: null } as const;

  test.each([
    ['recognized', policyThat('ordinary'), { ...facts, recognitionId: 'n1' }, ['benefit.recognized']],
    ['paid as ordinary care', policyThat('ordinary'), { ...facts, medType: '11', billedAs: '14' }, ['benefit.unrecognized']],
    ['not paid', policyThat('uncovered'), facts, ['benefit.unrecognized_unpaid']],
    ['ordinary care that was always ordinary', policyThat('ordinary'), { ...facts, medType: '11' }, []],
    ['a policy that asks for nothing', policyThat(null), facts, []],
  ] as const)('%s', (_, policy, given, expected) => {
    const steps = recognitionSteps(policy, given);
    expect(steps.map(({ step }) => step)).toEqual(expected);
    expect(steps.every(({ clause, confidence }) => clause !== null && confidence === 'assumed')).toBe(true);
  });
});
