import { describe, expect, test } from 'vitest';
import {
  recognitionActions,
  recognitionSides,
  recognitionStatuses,
  type RecognitionAction,
  type RecognitionSide,
  type RecognitionStatus,
} from '@/server/domain/recognition/codes';
import { availableActions, recognitionTransitions, sidesOf, whyNot } from '@/server/domain/recognition/transitions';
import { auditor, clerk, doctor, job, manager, nurse, office, patient, recognitionIn, reviewer } from './recognition-facts';

/** The table again, as the field would draw it: status, action, who, next. Everything not listed must be refused. */
const allowed: readonly (readonly [RecognitionStatus, RecognitionAction, RecognitionSide, RecognitionStatus])[] = [
  ['applied', 'approve', 'bureau', 'approved'],
  ['applied', 'decline', 'bureau', 'declined'],
  ['applied', 'withdraw', 'applicant', 'withdrawn'],
  ['approved', 'renew', 'applicant', 'approved'],
  ['approved', 'renew', 'carer', 'approved'],
  ['approved', 'revoke', 'bureau', 'revoked'],
];
/** Whoever stands on one side only; the applicant also looks after the person. */
const actorOn: Record<RecognitionSide, typeof doctor> = { applicant: doctor, carer: office, bureau: reviewer };

const cells = recognitionStatuses.flatMap((status) =>
  recognitionActions.flatMap((action) => recognitionSides.map((side) => [status, action, side] as const)),
);

describe('the transition table, cell by cell', () => {
  test.each(cells)('%s × %s × %s', (status, action, side) => {
    const expected = allowed.find(([s, a, who]) => s === status && a === action && who === side);
    const refusals = whyNot(recognitionIn(status), action, actorOn[side]);
    expect(refusals.length === 0).toBe(expected !== undefined);
    expect(availableActions(recognitionIn(status), actorOn[side]).includes(action)).toBe(expected !== undefined);
    if (expected) expect(recognitionTransitions[status][action]?.next).toBe(expected[3]);
  });

  test('nothing leads back to an earlier status', () => {
    const rank = (status: RecognitionStatus) => recognitionStatuses.indexOf(status);
    for (const [from, , , to] of allowed) expect(rank(to)).toBeGreaterThanOrEqual(rank(from));
  });
});

describe('why not', () => {
  test.each<[string, Parameters<typeof whyNot>, string[]]>([
    ['the clerk deciding', [recognitionIn('applied'), 'approve', clerk], ['recognition.not_permitted']],
    ['the auditor deciding', [recognitionIn('applied'), 'approve', auditor], ['recognition.not_permitted']],
    ['the doctor deciding', [recognitionIn('applied'), 'approve', doctor], ['recognition.not_permitted', 'recognition.wrong_side']],
    ['the bureau withdrawing', [recognitionIn('applied'), 'withdraw', reviewer], ['recognition.not_permitted', 'recognition.wrong_side']],
    ['another hospital withdrawing', [recognitionIn('applied'), 'withdraw', office], ['recognition.wrong_side']],
    ['the manager renewing', [recognitionIn('approved'), 'renew', manager], ['recognition.not_permitted']],
    ['the patient renewing', [recognitionIn('approved'), 'renew', patient], ['recognition.not_permitted', 'recognition.wrong_side']],
    ['a job deciding', [recognitionIn('applied'), 'approve', job], ['recognition.wrong_side']],
    ['deciding twice', [recognitionIn('declined'), 'approve', reviewer], ['recognition.wrong_status']],
    ['everything wrong', [recognitionIn('withdrawn'), 'revoke', doctor], ['recognition.not_permitted', 'recognition.wrong_side', 'recognition.wrong_status']],
  ])('%s', (_, args, expected) => {
    expect(whyNot(...args).map(({ code }) => code)).toEqual(expected);
  });

  test('the facts tell the action, the status and whose turn it is', () => {
    expect(whyNot(recognitionIn('revoked'), 'renew', patient)).toEqual([
      { code: 'recognition.not_permitted', facts: { action: 'renew' } },
      { code: 'recognition.wrong_side', facts: { action: 'renew', sides: ['applicant', 'carer'] } },
      { code: 'recognition.wrong_status', facts: { action: 'renew', status: 'revoked' } },
    ]);
  });
});

test('sides follow institution and bureau; one taken over has no applicant', () => {
  expect(sidesOf(recognitionIn('applied'), doctor)).toEqual(['applicant', 'carer']);
  expect(sidesOf(recognitionIn('applied'), nurse)).toEqual(['applicant', 'carer']);
  expect(sidesOf(recognitionIn('applied'), office)).toEqual(['carer']);
  expect(sidesOf(recognitionIn('applied'), reviewer)).toEqual(['bureau']);
  expect(sidesOf(recognitionIn('applied'), patient)).toEqual([]);
  expect(sidesOf({ institutionCode: null }, doctor)).toEqual(['carer']);
});
