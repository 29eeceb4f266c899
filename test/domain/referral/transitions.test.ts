import { describe, expect, test } from 'vitest';
import { referralActions, referralSides, referralStatuses, type ReferralAction, type ReferralSide, type ReferralStatus } from '@/server/domain/referral/codes';
import { availableActions, referralTransitions, scopeNeeded, sidesOf, whyNot } from '@/server/domain/referral/transitions';
import { clerk, clock, doctor, hospital, nurse, office, patient, referralIn, strangerOffice, township } from './referral-facts';

/** The table again, as the field would draw it: status, action, who, next. Everything not listed must be refused. */
const allowed: readonly (readonly [ReferralStatus, ReferralAction, ReferralSide, ReferralStatus])[] = [
  ['draft', 'send', 'sender', 'sent'],
  ['draft', 'cancel', 'sender', 'cancelled'],
  ['sent', 'accept', 'receiver', 'accepted'],
  ['sent', 'decline', 'receiver', 'declined'],
  ['sent', 'cancel', 'sender', 'cancelled'],
  ['sent', 'cancel', 'clock', 'cancelled'],
  ['sent', 'expire', 'clock', 'expired'],
  ['accepted', 'arrive', 'receiver', 'arrived'],
  ['accepted', 'cancel', 'sender', 'cancelled'],
  ['accepted', 'cancel', 'receiver', 'cancelled'],
  ['accepted', 'cancel', 'clock', 'cancelled'],
  ['accepted', 'miss', 'receiver', 'expired'],
  ['accepted', 'expire', 'clock', 'expired'],
  ['arrived', 'complete', 'receiver', 'completed'],
  ['completed', 'return', 'receiver', 'returned'],
];
const actorOn: Record<ReferralSide, typeof doctor> = { sender: doctor, receiver: office, clock };

const cells = referralStatuses.flatMap((status) =>
  referralActions.flatMap((action) => referralSides.map((side) => [status, action, side] as const)),
);

describe('the transition table, cell by cell', () => {
  test.each(cells)('%s × %s × %s', (status, action, side) => {
    const expected = allowed.find(([s, a, who]) => s === status && a === action && who === side);
    const refusals = whyNot(referralIn(status), action, actorOn[side]);
    expect(refusals.length === 0).toBe(expected !== undefined);
    expect(availableActions(referralIn(status), actorOn[side]).includes(action)).toBe(expected !== undefined);
    if (expected) expect(referralTransitions[status][action]?.next).toBe(expected[3]);
  });

  test('nothing leads back to an earlier status', () => {
    const rank = (status: ReferralStatus) => referralStatuses.indexOf(status);
    for (const [from, , , to] of allowed) expect(rank(to)).toBeGreaterThan(rank(from));
  });
});

describe('why not', () => {
  const codes = (...args: Parameters<typeof whyNot>) => whyNot(...args).map(({ code }) => code);

  test.each<[string, Parameters<typeof whyNot>, string[]]>([
    ['another hospital', [referralIn('sent'), 'accept', strangerOffice], ['referral.wrong_side']],
    ['the sender accepting its own', [referralIn('sent'), 'accept', doctor], ['referral.wrong_side']],
    ['a nurse cancelling', [referralIn('sent'), 'cancel', nurse], ['referral.not_permitted']],
    ['a nurse accepting at the wrong place', [referralIn('sent'), 'accept', nurse], ['referral.not_permitted', 'referral.wrong_side']],
    ['the bureau', [referralIn('sent'), 'decline', clerk], ['referral.not_permitted', 'referral.wrong_side']],
    ['the patient', [referralIn('sent'), 'cancel', patient], ['referral.not_permitted', 'referral.wrong_side']],
    ['accepting twice', [referralIn('accepted'), 'accept', office], ['referral.wrong_status']],
    ['everything wrong', [referralIn('completed'), 'cancel', clerk], ['referral.not_permitted', 'referral.wrong_side', 'referral.wrong_status']],
  ])('%s', (_, args, expected) => {
    expect(codes(...args)).toEqual(expected);
  });

  test('the facts tell the action, the status and whose turn it is', () => {
    expect(whyNot(referralIn('declined'), 'arrive', doctor)).toEqual([
      { code: 'referral.wrong_side', facts: { action: 'arrive', sides: ['receiver'] } },
      { code: 'referral.wrong_status', facts: { action: 'arrive', status: 'declined' } },
    ]);
  });

  test('a receiver who calls it off needs the right to answer, a sender the right to refer', () => {
    expect(scopeNeeded('cancel', 'receiver')).toBe('referral:accept');
    expect(scopeNeeded('cancel', 'sender')).toBe('referral:create');
  });
});

describe('sides', () => {
  test('follow the institutions of the actor', () => {
    const referral = referralIn('sent');
    expect(sidesOf(referral, doctor)).toEqual(['sender']);
    expect(sidesOf(referral, office)).toEqual(['receiver']);
    expect(sidesOf(referral, strangerOffice)).toEqual([]);
    expect(sidesOf(referral, patient)).toEqual([]);
    expect(sidesOf(referral, clock)).toEqual(['clock']);
  });

  test('somebody who works at both stands on both', () => {
    if (office.kind !== 'staff') throw new Error('the referral office is not staff');
    const both = { ...office, institutionCodes: [township, hospital] };
    expect(sidesOf(referralIn('sent'), both)).toEqual(['sender', 'receiver']);
    expect(availableActions(referralIn('sent'), both)).toEqual(['accept', 'decline', 'cancel']);
  });
});
