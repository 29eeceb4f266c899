import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { type ApplicationFacts, applyForRecognition } from '@/server/domain/recognition/apply-for-recognition';
import { evidenceLimit } from '@/server/domain/recognition/evidence';
import { applicationFacts, approved, discharge, office, order, patient, policy, recognitionIn, today, withoutRecognition } from './recognition-facts';

const codes = (change: Partial<ApplicationFacts>) => {
  const outcome = applyForRecognition(applicationFacts(change));
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
};
const withOrder = (change: Parameters<typeof order>[0]) => ({ order: order(change) });

test('an application names the disease as the policy does and waits for the bureau', () => {
  const outcome = applyForRecognition(applicationFacts(withOrder({ diseaseName: '随便写的' })));
  expect(outcome).toEqual({ ok: true, value: { ...order(), diseaseName: '高血压', status: 'applied' } });
});

describe('why an application is refused', () => {
  test.each<[string, Partial<ApplicationFacts>, string[]]>([
    ['a resident who has died', { resident: { birthDay: '1950-01-01', deathDay: '2025-01-01' } }, ['recognition.resident_deceased']],
    ['a region without recognition', { policy: withoutRecognition }, ['recognition.not_in_policy']],
    ['a disease that is not on the list', withOrder({ diseaseCode: 'M99999' }), ['recognition.disease_unknown']],
    ['a diagnosis of another disease', withOrder({ diagnosisCode: 'E11.900' }), ['recognition.diagnosis_does_not_fit']],
    ['no diagnosis', withOrder({ diagnosisCode: ' ' }), ['recognition.diagnosis_does_not_fit']],
    ['another one that waits', { held: [recognitionIn('applied', { id: 'n0' })] }, ['recognition.already_applied']],
    ['one that waits for another disease', { held: [recognitionIn('applied', { id: 'n0', diseaseCode: 'M01600' })] }, []],
    ['one that runs', { held: [approved('2024-01-01', '2025-12-31')] }, ['recognition.already_recognized']],
    ['one that begins later', { held: [approved('2025-06-01', '2027-05-31')] }, ['recognition.already_recognized']],
    ['one whose last day is today', { held: [approved('2023-03-11', today)] }, ['recognition.already_recognized']],
    ['one that ended yesterday', { held: [approved('2023-03-10', '2025-03-09')] }, []],
    ['one that was revoked', { held: [recognitionIn('revoked', { id: 'n0' })] }, []],
    ['one that was declined', { held: [recognitionIn('declined', { id: 'n0' }), recognitionIn('withdrawn', { id: 'n2' })] }, []],
    ['no evidence', withOrder({ evidence: [] }), ['recognition.evidence_missing']],
    ['too much evidence', withOrder({ evidence: Array.from({ length: evidenceLimit + 1 }, () => discharge) }), ['recognition.evidence_too_many']],
    ['evidence that says nothing', withOrder({ evidence: [{ ...discharge, text: ' 高血压 ' }] }), ['recognition.evidence_vague']],
    ['evidence without end', withOrder({ evidence: [{ ...discharge, text: '长'.repeat(501) }] }), ['recognition.evidence_too_long']],
    ['evidence from nobody', withOrder({ evidence: [{ ...discharge, issuer: ' ' }] }), ['recognition.evidence_issuer_missing']],
    ['evidence from tomorrow', withOrder({ evidence: [{ ...discharge, issuedOn: '2025-03-11' }] }), ['recognition.evidence_in_future']],
    ['evidence from before birth', withOrder({ evidence: [{ ...discharge, issuedOn: '1949-12-31' }] }), ['recognition.evidence_before_birth']],
    [
      'everything at once, in order',
      {
        ...withOrder({ diagnosisCode: 'K29.700', evidence: [discharge, { ...discharge, text: '无', issuer: '', issuedOn: '2026-01-01' }] }),
        resident: { birthDay: '1950-01-01', deathDay: '2025-01-01' },
        held: [recognitionIn('applied', { id: 'n0' }), approved('2024-01-01', '2025-12-31')],
      },
      [
        'recognition.resident_deceased',
        'recognition.diagnosis_does_not_fit',
        'recognition.already_applied',
        'recognition.already_recognized',
        'recognition.evidence_vague',
        'recognition.evidence_issuer_missing',
        'recognition.evidence_in_future',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  test('the facts say what stands in the way and from when it can be renewed', () => {
    const held = [recognitionIn('applied', { id: 'n0', appliedAt: instantOf('2025-03-01 08:00:00') }), approved('2024-01-01', '2025-12-31', { number: 'M2' })];
    const outcome = applyForRecognition(applicationFacts({ held, ...withOrder({ evidence: [discharge, { ...discharge, text: '头晕' }] }) }));
    expect(outcome).toEqual({
      ok: false,
      refusals: [
        { code: 'recognition.already_applied', facts: { number: 'M21010020250310000001', institutionName: '柳河镇卫生院', appliedOn: '2025-03-01' } },
        { code: 'recognition.already_recognized', facts: { number: 'M2', validFrom: '2024-01-01', validTo: '2025-12-31', renewableFrom: '2025-11-01' } },
        { code: 'recognition.evidence_vague', facts: { item: 2, length: 2, least: 6 } },
      ],
    });
  });

  test.each(['I10.x00', 'i10.x00x002', 'I15.000', ' I11.900 ', 'M03900'])('%s is hypertension', (diagnosisCode) => {
    expect(codes(withOrder({ diagnosisCode }))).toEqual([]);
  });
});

describe('a renewal', () => {
  const running = approved('2023-05-01', '2025-04-30');
  const renewing = (change: Partial<ApplicationFacts> = {}) => codes({ ...withOrder({ renewsId: running.id }), held: [running], renewed: running, ...change });

  test.each<[string, Partial<ApplicationFacts>, string[]]>([
    ['in its last sixty days', {}, []],
    ['on the first of them', { today: '2025-03-01' }, []],
    ['a day before', { today: '2025-02-28' }, ['recognition.renewal_too_early']],
    ['on its last day', { today: '2025-04-30' }, []],
    ['once it is over', { today: '2025-05-01' }, ['recognition.renewal_too_late']],
    ['by another institution of the resident’s', { actor: office }, []],
    ['by the patient', { actor: patient }, ['recognition.not_permitted', 'recognition.wrong_side']],
    ['with a renewal approved already', { held: [running, approved('2025-05-01', '2027-04-30', { id: 'next' })] }, ['recognition.already_recognized']],
    ['of one that was declined', { held: [], renewed: recognitionIn('declined') }, ['recognition.wrong_status']],
    ['under another disease', { ...withOrder({ diseaseCode: 'M01600', diagnosisCode: 'E11.900', renewsId: running.id }) }, ['recognition.renews_other_disease']],
  ])('%s', (_, change, expected) => {
    expect(renewing(change)).toEqual(expected);
  });

  test('is counted by the policy’s own days', () => {
    const terms = policy.benefit.recognition;
    if (terms === null) throw new Error('the pack asks for recognition');
    const later = { ...policy, benefit: { ...policy.benefit, recognition: { ...terms, renewalDays: { ...terms.renewalDays, value: 10 } } } };
    expect(renewing({ policy: later })).toEqual(['recognition.renewal_too_early']);
    expect(renewing({ policy: later, today: '2025-04-20' })).toEqual([]);
  });
});
