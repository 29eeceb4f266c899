import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import type { Standing } from '@/server/domain/quota/may-reserve';
import { referralPriorities } from '@/server/domain/referral/codes';
import { type FreeSession, type OfferFacts, type Waiting, chooseOffer, consideredByHand, keyOfPlace, overtaken } from '@/server/domain/waiting/choose-offer';
import { waitingStandings } from '@/server/domain/waiting/codes';
import { compareTurns } from '@/server/domain/waiting/order';

const now = instantOf('2025-03-10 09:00:00');
const member: Standing = { kind: 'own_alliance', houseCode: 'liuhe', hospitalName: '城东中心医院' };
const outsider: Standing = { kind: 'outside', houseCode: 'shiqiao', hospitalName: '城东中心医院' };
const waits = (number: string, change: Partial<Waiting> = {}): Waiting => ({
  ...{ referralId: number, number, priority: 'routine', standing: 'own_team', turnSince: now, resourceName: null, nights: 0, standingThere: member },
  ...change,
});
const session = (id: string, day: string, change: Partial<FreeSession> = {}): FreeSession => {
  const startsAt = instantOf(`${day} 08:00:00`);
  return { ...{ id, day, startsAt, opensOn: '2025-03-05', releaseAt: startsAt - dayMs, borrowAt: null, urgentOnly: false, resourceName: '顾文博', freeFor: [null] }, ...change };
};
const facts = (waiting: Waiting[], sessions: FreeSession[], change: Partial<OfferFacts<FreeSession>> = {}): OfferFacts<FreeSession> => ({
  ...{ waiting, sessions, offered: new Set(), letGo: new Set(), failed: new Set(), urgentWindowDays: 3, now },
  ...change,
});
const gets = (given: OfferFacts<FreeSession>) => {
  const choice = chooseOffer(given);
  return choice && [choice.to.number, ...choice.sessions.map(({ id }) => id)];
};

describe('who gets a place that came free', () => {
  test.each<[string, OfferFacts<FreeSession>, string[] | null]>([
    ['the first in the order, the earliest that suits', facts([waits('Z2'), waits('Z1')], [session('mon', '2025-03-17'), session('tue', '2025-03-18')]), ['Z1', 'mon']],
    ['nobody without a contract', facts([waits('Z1', { standing: 'unsigned' })], [session('mon', '2025-03-17')]), null],
    ['nobody of an institution that may not reserve there', facts([waits('Z1', { standingThere: outsider })], [session('mon', '2025-03-17')]), null],
    ['the next, when the first has an offer open', facts([waits('Z1'), waits('Z2')], [session('mon', '2025-03-17')], { offered: new Set(['Z1']) }), ['Z2', 'mon']],
    ['the next, when the first let this place go', facts([waits('Z1'), waits('Z2')], [session('mon', '2025-03-17')], { letGo: new Set([keyOfPlace('Z1', 'mon')]) }), ['Z2', 'mon']],
    ['the first again, when another place is free', facts([waits('Z1')], [session('mon', '2025-03-17'), session('tue', '2025-03-18')], { letGo: new Set([keyOfPlace('Z1', 'mon')]) }), ['Z1', 'tue']],
    ['the urgent one within the urgent days', facts([waits('Z1'), waits('Z2', { priority: 'urgent' })], [session('wed', '2025-03-12')]), ['Z2', 'wed']],
    ['nobody routine within the urgent days', facts([waits('Z1')], [session('wed', '2025-03-12')]), null],
    ['whoever waits for this device', facts([waits('Z1', { resourceName: 'CT' }), waits('Z2', { resourceName: '彩超' })], [session('us', '2025-03-17', { resourceName: '彩超' })]), ['Z2', 'us']],
    ['the house it is dealt to', facts([waits('Z1', { standingThere: { ...member, houseCode: 'dongling' } }), waits('Z2')], [session('mon', '2025-03-17', { freeFor: ['liuhe'], borrowAt: now + dayMs })]), ['Z2', 'mon']],
    ['anybody in the order once it may be borrowed', facts([waits('Z1', { standingThere: { ...member, houseCode: 'dongling' } }), waits('Z2')], [session('mon', '2025-03-17', { freeFor: ['liuhe'], borrowAt: now })]), ['Z1', 'mon']],
    ['nobody before it is open to the family-doctor side', facts([waits('Z1')], [session('mon', '2025-03-17', { opensOn: '2025-03-11' })]), null],
  ])('%s', (_, given, expected) => expect(gets(given)).toEqual(expected));

  test('a stay takes a bed of one ward for every night, and starts on the first day that has them all', () => {
    const beds = ['2025-03-17', '2025-03-18', '2025-03-20', '2025-03-21', '2025-03-22'].map((day) => session(day, day, { resourceName: '一病区' }));
    const other = session('other', '2025-03-19', { resourceName: '二病区' });
    const at = [...beds, other].sort((a, b) => a.startsAt - b.startsAt);
    expect(gets(facts([waits('Z1', { nights: 3 })], at))).toEqual(['Z1', '2025-03-20', '2025-03-21', '2025-03-22']);
    expect(gets(facts([waits('Z1', { nights: 4 })], at))).toBeNull();
  });

  test('the record names everybody before with the reason, and the next three', () => {
    const list = [waits('Z1', { standing: 'unsigned', priority: 'urgent' }), ...['Z2', 'Z3', 'Z4', 'Z5', 'Z6'].map((number) => waits(number))];
    const choice = chooseOffer(facts(list, [session('mon', '2025-03-17')], { offered: new Set(['Z2']) }));
    expect(choice?.rank).toBe(3);
    expect(choice?.considered.map(({ number, rank, passed }) => [number, rank, passed])).toEqual([
      ['Z1', 1, 'unsigned'],
      ['Z2', 2, 'has_offer'],
      ['Z3', 3, null],
      ['Z4', 4, null],
      ['Z5', 5, null],
      ['Z6', 6, null],
    ]);
  });
});

test('by hand: only those are overtaken who could have had the place', () => {
  const given = facts([waits('Z1'), waits('Z2', { resourceName: 'CT' }), waits('Z3', { standing: 'signed' }), waits('Z4', { standing: 'unsigned' })], [session('mon', '2025-03-17')]);
  expect(overtaken(given, 'Z3').map(({ number }) => number)).toEqual(['Z1']);
  expect(consideredByHand(given, 'Z3')).toMatchObject({ rank: 3, considered: [{ passed: 'by_hand' }, { passed: 'none_suits' }, { passed: null }, { passed: null }] });
});

const list = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 99 }).map((serial) => `Z${serial + 100}`),
      priority: fc.constantFrom(...referralPriorities),
      standing: fc.constantFrom(...waitingStandings),
      turnSince: fc.integer({ min: now - 5, max: now }),
      nights: fc.constantFrom(0, 1, 2, 3),
      standingThere: fc.constantFrom(member, outsider),
      offered: fc.boolean(),
    }),
    { maxLength: 12, selector: ({ number }) => number },
  )
  .map((all) => all.map(({ offered, ...each }) => ({ offered, turn: waits(each.number, each) })));
const days = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 });

test('nobody who could have had a place stands before whoever got one', () => {
  fc.assert(
    fc.property(list, days, (all, offsets) => {
      const sessions = [...offsets].sort((a, b) => a - b).map((offset) => session(`s${offset}`, addDays('2025-03-10', offset), { resourceName: '一病区' }));
      const offered = new Set(all.filter((each) => each.offered).map(({ turn }) => turn.referralId));
      const given = facts(all.map(({ turn }) => turn), sessions, { offered });
      const choice = chooseOffer(given);
      const alone = (turn: Waiting) => chooseOffer({ ...given, waiting: [turn] }) !== null;
      const able = given.waiting.filter(alone).sort(compareTurns);
      expect(choice?.to.referralId).toBe(able[0]?.referralId);
    }),
    { seed: 7, numRuns: 300 },
  );
});
