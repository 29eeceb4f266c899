import { describe, expect, test } from 'vitest';
import { referralActions, type ReferralAction, type ReferralKind, type ReferralSide, referralSides, referralStatuses, type ReferralStatus } from '@/server/domain/referral/codes';
import { availableActions, type PlaceEffect, referralTransitions, scopeNeeded, sidesOf, whyNot } from '@/server/domain/referral/transitions';
import { clerk, clock, doctor, hospital, nurse, office, patient, referralIn, strangerOffice, township } from './referral-facts';

type Kinds = 'all' | 'bodily' | 'consult';
type Cell = readonly [ReferralStatus, ReferralAction, string, ReferralStatus, PlaceEffect | '', Kinds];

/**
 * The table again, as the field would draw it: status, action, who (sender, receiver, patient, clock), next, places, kinds. Everything not
 * listed must be refused.
 */
const allowed: readonly Cell[] = [
  ['draft', 'send', 's', 'sent', '', 'all'],
  ['draft', 'ask_consent', 's', 'awaiting_consent', '', 'all'],
  ['draft', 'cancel', 's', 'cancelled', 'free', 'all'],
  ['awaiting_consent', 'agree', 'sp', 'sent', '', 'all'],
  ['awaiting_consent', 'refuse', 'p', 'cancelled', 'free', 'all'],
  ['awaiting_consent', 'cancel', 's', 'cancelled', 'free', 'all'],
  ['awaiting_consent', 'expire', 'c', 'expired', 'free', 'all'],
  ['awaiting_consent', 'die', 'c', 'died', 'free', 'all'],
  ['sent', 'ask_info', 'r', 'info_wanted', '', 'all'],
  ['sent', 'accept', 'r', 'accepted', 'book', 'bodily'],
  ['sent', 'queue', 'r', 'waiting', 'free', 'bodily'],
  ['sent', 'reply', 'r', 'completed', '', 'consult'],
  ['sent', 'decline', 'r', 'declined', 'free', 'all'],
  ['sent', 'redirect', 'r', 'redirected', 'free', 'all'],
  ['sent', 'cancel', 'sp', 'cancelled', 'free', 'all'],
  ['sent', 'leave', 'sr', 'went_elsewhere', 'free', 'bodily'],
  ['sent', 'expire', 'c', 'expired', 'free', 'all'],
  ['sent', 'die', 'c', 'died', 'free', 'all'],
  ['info_wanted', 'give_info', 's', 'sent', '', 'all'],
  ['info_wanted', 'accept', 'r', 'accepted', 'book', 'bodily'],
  ['info_wanted', 'queue', 'r', 'waiting', 'free', 'bodily'],
  ['info_wanted', 'reply', 'r', 'completed', '', 'consult'],
  ['info_wanted', 'decline', 'r', 'declined', 'free', 'all'],
  ['info_wanted', 'redirect', 'r', 'redirected', 'free', 'all'],
  ['info_wanted', 'cancel', 'sp', 'cancelled', 'free', 'all'],
  ['info_wanted', 'leave', 'sr', 'went_elsewhere', 'free', 'bodily'],
  ['info_wanted', 'expire', 'c', 'expired', 'free', 'all'],
  ['info_wanted', 'die', 'c', 'died', 'free', 'all'],
  ['waiting', 'take', 'srp', 'accepted', 'book', 'bodily'],
  ['waiting', 'accept', 'r', 'accepted', 'book', 'bodily'],
  ['waiting', 'decline', 'r', 'declined', 'free', 'all'],
  ['waiting', 'redirect', 'r', 'redirected', 'free', 'all'],
  ['waiting', 'cancel', 'sp', 'cancelled', 'free', 'all'],
  ['waiting', 'leave', 'sr', 'went_elsewhere', 'free', 'bodily'],
  ['waiting', 'expire', 'c', 'expired', 'free', 'all'],
  ['waiting', 'die', 'c', 'died', 'free', 'all'],
  ['accepted', 'arrive', 'r', 'arrived', 'use', 'bodily'],
  ['accepted', 'queue', 'rc', 'waiting', 'free', 'bodily'],
  ['accepted', 'cancel', 'srp', 'cancelled', 'free', 'all'],
  ['accepted', 'leave', 'sr', 'went_elsewhere', 'free', 'bodily'],
  ['accepted', 'miss', 'r', 'expired', 'miss', 'bodily'],
  ['accepted', 'expire', 'c', 'expired', 'miss', 'all'],
  ['accepted', 'die', 'c', 'died', 'free', 'all'],
  ['arrived', 'treat', 'r', 'in_treatment', '', 'all'],
  ['arrived', 'complete', 'r', 'completed', 'vacate', 'all'],
  ['arrived', 'die', 'rc', 'died', 'vacate', 'all'],
  ['in_treatment', 'complete', 'r', 'completed', 'vacate', 'all'],
  ['in_treatment', 'die', 'rc', 'died', 'vacate', 'all'],
  ['completed', 'return', 'r', 'returned', '', 'bodily'],
  ['completed', 'receive', 's', 'received', '', 'bodily'],
  ['completed', 'ask_again', 's', 'sent', '', 'consult'],
  ['completed', 'close', 'sr', 'closed', '', 'all'],
  ['completed', 'die', 'c', 'died', '', 'all'],
  ['returned', 'receive', 's', 'received', '', 'all'],
  ['returned', 'die', 'c', 'died', '', 'all'],
  ['received', 'follow_up', 's', 'followed_up', '', 'all'],
  ['received', 'close', 's', 'closed', '', 'all'],
  ['received', 'die', 'c', 'died', '', 'all'],
  ['followed_up', 'follow_up', 's', 'followed_up', '', 'all'],
  ['followed_up', 'close', 'sc', 'closed', '', 'all'],
  ['followed_up', 'die', 'c', 'died', '', 'all'],
];
const actorOn: Record<ReferralSide, typeof doctor> = { sender: doctor, receiver: office, patient, clock };
const suits = (kinds: Kinds, kind: ReferralKind) => kinds === 'all' || (kinds === 'consult') === (kind === 'e_consult');

const cells = referralStatuses.flatMap((status) =>
  referralActions.flatMap((action) => referralSides.flatMap((side) => (['outpatient', 'e_consult'] as const).map((kind) => [status, action, side, kind] as const))),
);

describe('the transition table, cell by cell', () => {
  test.each(cells)('%s × %s × %s × %s', (status, action, side, kind) => {
    const expected = allowed.find(([s, a, who, , , kinds]) => s === status && a === action && who.includes(side.charAt(0)) && suits(kinds, kind));
    const referral = referralIn(status, { kind });
    expect(whyNot(referral, action, actorOn[side]).length === 0).toBe(expected !== undefined);
    expect(availableActions(referral, actorOn[side]).includes(action)).toBe(expected !== undefined);
    if (expected) expect(referralTransitions[status][action]).toMatchObject({ next: expected[3] });
    if (expected) expect(referralTransitions[status][action]?.places ?? '').toBe(expected[4]);
  });

  test('only four steps lead back: information given, asked again, a turn kept, another look', () => {
    const rank = (status: ReferralStatus) => referralStatuses.indexOf(status);
    const back = allowed.filter(([from, , , to]) => rank(to) <= rank(from)).map(([from, action]) => `${from} ${action}`);
    expect(back).toEqual(['info_wanted give_info', 'accepted queue', 'completed ask_again', 'followed_up follow_up']);
  });

  test('every status but an end leads somewhere, and every end is one', () => {
    const ends: ReferralStatus[] = ['closed', 'declined', 'redirected', 'cancelled', 'expired', 'went_elsewhere', 'died'];
    expect(referralStatuses.filter((status) => Object.keys(referralTransitions[status]).length === 0)).toEqual(ends);
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
    ['the patient answering', [referralIn('sent'), 'accept', patient], ['referral.not_permitted', 'referral.wrong_side']],
    ['another patient', [referralIn('sent', { residentId: 'r2' }), 'cancel', patient], ['referral.wrong_side']],
    ['accepting twice', [referralIn('accepted'), 'accept', office], ['referral.wrong_status']],
    ['a consult for which somebody would travel', [referralIn('sent', { kind: 'e_consult' }), 'accept', office], ['referral.wrong_kind']],
    ['everything wrong', [referralIn('closed'), 'cancel', clerk], ['referral.not_permitted', 'referral.wrong_side', 'referral.wrong_status']],
  ])('%s', (_, args, expected) => {
    expect(codes(...args)).toEqual(expected);
  });

  test('the facts tell the action, the status and whose turn it is', () => {
    expect(whyNot(referralIn('declined'), 'arrive', doctor)).toEqual([
      { code: 'referral.wrong_side', facts: { action: 'arrive', sides: ['receiver'] } },
      { code: 'referral.wrong_status', facts: { action: 'arrive', status: 'declined' } },
    ]);
  });

  test('a receiver who calls it off needs the right to answer, a sender the right to refer, a patient the own view', () => {
    expect(scopeNeeded('cancel', 'receiver')).toBe('referral:accept');
    expect(scopeNeeded('cancel', 'sender')).toBe('referral:create');
    expect(scopeNeeded('cancel', 'patient')).toBe('own:act');
  });
});

describe('sides', () => {
  test('follow the institutions of the actor', () => {
    const referral = referralIn('sent');
    expect(sidesOf(referral, doctor)).toEqual(['sender']);
    expect(sidesOf(referral, office)).toEqual(['receiver']);
    expect(sidesOf(referral, strangerOffice)).toEqual([]);
    expect(sidesOf(referral, patient)).toEqual(['patient']);
    expect(sidesOf(referral, clock)).toEqual(['clock']);
  });

  test('somebody who works at both stands on both', () => {
    if (office.kind !== 'staff') throw new Error('the referral office is not staff');
    const both = { ...office, institutionCodes: [township, hospital] };
    expect(sidesOf(referralIn('sent'), both)).toEqual(['sender', 'receiver']);
    expect(availableActions(referralIn('sent'), both)).toEqual(['ask_info', 'accept', 'queue', 'decline', 'redirect', 'cancel', 'leave']);
  });

  test('whoever refers to an institution outside this program notes for it what became of the patient', () => {
    expect(sidesOf(referralIn('sent', { external: true }), doctor)).toEqual(['sender', 'receiver']);
    expect(sidesOf(referralIn('sent', { external: true }), strangerOffice)).toEqual([]);
  });
});
