import { describe, expect, test } from 'vitest';
import {
  type ApprovalFacts,
  approveRecognition,
  declineRecognition,
  revokeRecognition,
  withdrawRecognition,
} from '@/server/domain/recognition/decide-recognition';
import { daysInForce } from '@/server/domain/recognition/validity';
import { approvalFacts, approved, clerk, doctor, now, office, recognitionIn, reviewer, today, withoutRecognition } from './recognition-facts';

const codesOf = (outcome: { ok: true } | { ok: false; refusals: readonly { code: string }[] }) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

describe('approval', () => {
  test('is for the policy’s years from the day of the application', () => {
    const outcome = approveRecognition(approvalFacts());
    expect(outcome).toMatchObject({ ok: true, value: { status: 'approved', validFrom: '2025-03-03', validTo: '2027-03-02', decidedAt: now, decidedByName: 'bureau_reviewer' } });
  });

  test('a renewal begins on the day after the one it continues', () => {
    const renewed = approved('2023-05-01', '2025-04-30');
    const outcome = approveRecognition(approvalFacts({ recognition: recognitionIn('applied', { renewsId: renewed.id }), renewed, others: [renewed] }));
    expect(outcome).toMatchObject({ ok: true, value: { validFrom: '2025-05-01', validTo: '2027-04-30' } });
  });

  test('a renewal of one that was revoked begins when that one ended', () => {
    const revoked = { ...recognitionIn('revoked', { id: 'held' }), revokedFrom: '2025-02-01' };
    const outcome = approveRecognition(approvalFacts({ recognition: recognitionIn('applied', { renewsId: 'held' }), renewed: revoked, others: [revoked] }));
    expect(outcome).toMatchObject({ ok: true, value: { validFrom: '2025-02-01' } });
  });

  test.each<[string, Partial<ApprovalFacts>, string[]]>([
    ['from any day since the application', { validFrom: '2025-03-05' }, []],
    ['from today', { validFrom: today }, []],
    ['from before the application', { validFrom: '2025-03-02' }, ['recognition.start_out_of_range']],
    ['from tomorrow', { validFrom: '2025-03-11' }, ['recognition.start_out_of_range']],
    ['by the clerk', { actor: clerk }, ['recognition.not_permitted']],
    ['by whoever applied', { recognition: recognitionIn('applied', { appliedBy: 'account:bureau_reviewer-account' }) }, ['recognition.own_application']],
    ['for somebody who has died', { deathDay: '2025-03-08' }, ['recognition.resident_deceased']],
    ['under a policy that dropped recognition', { policy: withoutRecognition }, ['recognition.not_in_policy']],
    ['of a disease the policy dropped', { recognition: recognitionIn('applied', { diseaseCode: 'M99999' }) }, ['recognition.disease_unknown']],
    ['over another recognition', { others: [approved('2023-03-04', '2025-03-03')] }, ['recognition.already_recognized']],
    ['right after another one', { others: [approved('2023-03-03', '2025-03-02')] }, []],
    ['beside one of another disease', { others: [approved('2024-01-01', '2025-12-31', { diseaseCode: 'M01600' })] }, []],
    ['beside itself', { others: [recognitionIn('applied')] }, []],
    ['twice', { recognition: recognitionIn('approved') }, ['recognition.wrong_status']],
    [
      'everything at once, in order',
      { recognition: recognitionIn('declined', { appliedBy: 'account:doctor-account' }), actor: doctor, deathDay: '2025-03-08', validFrom: '2030-01-01', others: [approved('2029-01-01', '2030-12-31')] },
      [
        'recognition.not_permitted',
        'recognition.wrong_side',
        'recognition.wrong_status',
        'recognition.own_application',
        'recognition.resident_deceased',
        'recognition.start_out_of_range',
        'recognition.already_recognized',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(codesOf(approveRecognition(approvalFacts(change)))).toEqual(expected);
  });
});

describe('the other decisions', () => {
  const facts = { recognition: recognitionIn('applied'), actor: reviewer, now };

  test('a decline tells why', () => {
    expect(declineRecognition({ ...facts, reason: ' 动态血压未达标准 ' })).toMatchObject({ ok: true, value: { status: 'declined', reason: '动态血压未达标准' } });
    expect(codesOf(declineRecognition({ ...facts, reason: '  ' }))).toEqual(['recognition.reason_missing']);
    expect(codesOf(declineRecognition({ ...facts, reason: '长'.repeat(201) }))).toEqual(['recognition.reason_too_long']);
    expect(codesOf(declineRecognition({ ...facts, actor: doctor, reason: '' }))).toEqual([
      'recognition.not_permitted',
      'recognition.wrong_side',
      'recognition.own_application',
      'recognition.reason_missing',
    ]);
  });

  test('the institution that applied withdraws, and no other', () => {
    expect(withdrawRecognition({ ...facts, actor: doctor })).toMatchObject({ ok: true, value: { status: 'withdrawn', endedByName: 'doctor' } });
    expect(codesOf(withdrawRecognition({ ...facts, actor: office }))).toEqual(['recognition.wrong_side']);
  });

  test.each<[string, string | null, string[], { from: string; to: string } | null]>([
    ['today by itself', null, [], { from: '2024-01-01', to: '2025-03-09' }],
    ['from tomorrow', '2025-03-11', [], { from: '2024-01-01', to: '2025-03-10' }],
    ['from a day in the past', '2024-07-01', [], { from: '2024-01-01', to: '2024-06-30' }],
    ['as if it had never been', '2024-01-01', [], null],
    ['from before it began', '2023-12-31', ['recognition.revocation_out_of_range'], null],
    ['from a later day', '2025-03-12', ['recognition.revocation_out_of_range'], null],
  ])('revoked %s', (_, revokedFrom, expected, days) => {
    const outcome = revokeRecognition({ ...facts, recognition: recognitionIn('approved'), today, revokedFrom, reason: '冒用他人病历' });
    expect(codesOf(outcome)).toEqual(expected);
    if (outcome.ok) expect(daysInForce(outcome.value)).toEqual(days);
  });

  test('one that is over is revoked for days it counted; one that has not begun, as a whole', () => {
    const over = approved('2022-01-01', '2023-12-31');
    expect(codesOf(revokeRecognition({ ...facts, recognition: over, today, revokedFrom: null, reason: '诊断有误' }))).toEqual(['recognition.revocation_out_of_range']);
    expect(revokeRecognition({ ...facts, recognition: over, today, revokedFrom: '2023-01-01', reason: '诊断有误' }).ok).toBe(true);
    const next = approved('2025-06-01', '2027-05-31');
    expect(codesOf(revokeRecognition({ ...facts, recognition: next, today, revokedFrom: '2025-06-02', reason: '诊断有误' }))).toEqual(['recognition.revocation_out_of_range']);
    expect(revokeRecognition({ ...facts, recognition: next, today, revokedFrom: '2025-06-01', reason: '诊断有误' }).ok).toBe(true);
  });
});
