import { and, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { cancelPublishedSession, findSlots } from '@/db/queries/quota';
import { findReferral, listReferralEvents } from '@/db/queries/referral';
import { findTurn, saveTurn } from '@/db/queries/waiting';
import { slot, waitingOffer } from '@/db/schema';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { emptyDraft } from '@/server/domain/referral/draft';
import { placeIdsOf } from '@/server/domain/referral/referral';
import type { ServiceContext } from '@/server/services/context';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { loadReferral } from '@/server/services/referral/change-referral';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import { type CreateReferralInput, createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { declineOffer, declineOwnOffer, takeOffer, takeOwnOffer } from '@/server/services/waiting/answer-offer';
import { dropDraft } from '@/server/services/referral-draft/drop-draft';
import type { DraftView } from '@/server/services/referral-draft/own-draft';
import { placeDraft } from '@/server/services/referral-draft/place-draft';
import { startDraft } from '@/server/services/referral-draft/start-draft';
import { getQueue, listQueues } from '@/server/services/waiting/get-queue';
import { getOwnTurn, getTurn } from '@/server/services/waiting/get-turn';
import { lapseOffers } from '@/server/services/waiting/lapse-offers';
import { countPriority, getOffer, listOffers } from '@/server/services/waiting/list-offers';
import { noteBrokenPromises } from '@/server/services/waiting/note-broken-promises';
import { offerByHand } from '@/server/services/waiting/offer-by-hand';
import { offerPlaces } from '@/server/services/waiting/offer-places';
import type { TurnWish } from '@/server/services/waiting/begin-turn';
import { queueReferral, requeueReferral } from '@/server/services/waiting/queue-referral';
import { unitOfWork } from '@/server/services/unit-of-work';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { codesOf, granted, orderFor, publishClinic, sendOnto, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const clock = (now = districtNow) => district.contextFor('system', { now });
const unseen = (referralId: string) => ({ referralId, version: null });
const anyone = { resourceName: null, nights: 0 };
const everywhere = () => ({ regionCode: district.regionCode, institutionCodes: 'all' as const });
const referralOf = async (id: string) => (await findReferral(store.reads, everywhere(), id))?.referral;
/** With those who were considered, the newest first. */
const offersOf = async (id: string) =>
  store.reads.select().from(waitingOffer).where(and(eq(waitingOffer.regionCode, district.regionCode), eq(waitingOffer.referralId, id))).orderBy(desc(waitingOffer.offeredAt), desc(waitingOffer.id));
const eventsOf = async (id: string) => (await listReferralEvents(store.reads, district.regionCode, id)).map(({ action }) => action);
const cardiology = () => ({ institutionCode: district.lead.code, departmentCode: 'cardiology', kind: 'clinic' as const, page: 1, pageSize: 50 });
const queueNow = async (context: ServiceContext = office()) => granted(await getQueue(context, cardiology())).rows;

/** A signed resident of the team, referred without a place and put on the list by the hospital. */
async function waiting(at = districtNow, change: Partial<CreateReferralInput> = {}, residentId?: string): Promise<string> {
  const id = residentId ?? (await signedResident(district));
  const sent = granted(await createReferral(doctor(at), orderFor(id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology', ...change })));
  granted(await queueReferral(office(at), { ...unseen(sent.id), ...anyone }));
  return sent.id;
}

/** The same with what is waited for. */
async function listed(change: Partial<CreateReferralInput>, wish: TurnWish, at = districtNow): Promise<string> {
  const sent = granted(await createReferral(doctor(at), orderFor(await signedResident(district), change)));
  granted(await queueReferral(office(at), { ...unseen(sent.id), ...wish }));
  return sent.id;
}

/** A full clinic: its one reserved place is booked; returns the referral that has it. */
async function fullClinic(): Promise<{ session: ClinicSession; holder: string }> {
  const session = await publishClinic(district);
  const { id } = await sendOnto(district, session);
  granted(await acceptReferral(office(), { ...unseen(id), places: null }));
  return { session, holder: id };
}

describe('being put on the list', () => {
  test('the turn begins with a promised day by priority, and everybody sees why it is where it is', async () => {
    const first = await waiting(districtNow);
    const urgent = await waiting(districtNow + hourMs, { priority: 'urgent' });
    const unsigned = await waiting(districtNow - hourMs, {}, district.adult.id);
    expect(await referralOf(first)).toMatchObject({ status: 'waiting', promisedDay: '2025-03-24', queuedAt: districtNow });
    expect(await referralOf(urgent)).toMatchObject({ promisedDay: '2025-03-13' });
    const rows = await queueNow();
    expect(rows.map(({ referralId, standing, working }) => [referralId, standing, working.rank])).toEqual([
      [urgent, 'own_team', 1],
      [first, 'own_team', 2],
      [unsigned, 'unsigned', 3],
    ]);
    expect(granted(await getTurn(doctor(), { referralId: unsigned }))).toMatchObject({ working: { rank: 3, waiting: 3, before: { priority: 1, standing: 1, turnSince: 0, number: 0 } } });
    expect(await listQueues(office())).toMatchObject([{ departmentCode: 'cardiology', kind: 'clinic', waiting: 3, broken: 0, offered: 0, nextPromised: '2025-03-13' }]);
  });

  test('a referring team sees its own patients with their rank among all; a foreign one sees none of it', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    expect((await queueNow(doctor())).map(({ referralId, working }) => [referralId, working.rank])).toEqual([[first, 1], [second, 2]]);
    expect(await listQueues(doctor())).toMatchObject([{ waiting: 2 }]);
    const foreign = district.contextFor('doctor', { foreign: true });
    expect(codesOf(await getQueue(foreign, cardiology()))).toEqual(['not_found']);
    const stranger = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    const sent = granted(await createReferral(foreign, orderFor(stranger.id, { priority: 'urgent', toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    granted(await queueReferral(office(), { ...unseen(sent.id), ...anyone }));
    expect((await queueNow(doctor())).map(({ working }) => working.rank)).toEqual([2, 3]);
    expect((await queueNow(foreign)).map(({ referralId, working }) => [referralId, working.rank])).toEqual([[sent.id, 1]]);
  });

  test('an emergency is admitted and does not wait; a bed is waited for with its nights; a question waits for nothing', async () => {
    const id = await signedResident(district);
    const emergency = granted(await createReferral(doctor(), orderFor(id, { priority: 'emergency', toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect(codesOf(await queueReferral(office(), { ...unseen(emergency.id), ...anyone }))).toEqual(['waiting.emergency_directly']);
    const other = await signedResident(district);
    const stay = granted(await createReferral(doctor(), orderFor(other, { kind: 'inpatient', toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect(codesOf(await queueReferral(office(), { ...unseen(stay.id), ...anyone }))).toEqual(['waiting.nights_out_of_range']);
    granted(await queueReferral(office(), { ...unseen(stay.id), resourceName: null, nights: 5 }));
    expect(await findTurn(store.reads, district.regionCode, stay.id)).toMatchObject({ kind: 'ward', nights: 5 });
    expect(codesOf(await queueReferral(doctor(), { ...unseen(stay.id), ...anyone }))).toContain('referral.wrong_status');
  });

  test('a referral that held a place gives it back, and the place goes to whoever is first', async () => {
    const session = await publishClinic(district);
    const before = await waiting();
    // The only place is offered to them at once.
    expect((await offersOf(before)).map(({ outcome }) => outcome)).toEqual(['open']);
    granted(await declineOffer(doctor(), unseen(before)));
    const { id } = await sendOnto(district, session, doctor(districtNow + hourMs));
    granted(await queueReferral(office(districtNow + hourMs), { ...unseen(id), ...anyone }));
    // The first has turned this very place down; so the next in the order has it again.
    expect((await offersOf(id)).map(({ outcome, rank, considered }) => [outcome, rank, considered.map(({ passed }) => passed)])).toEqual([['open', 2, ['let_go', null]]]);
  });
});

describe('when a place comes free', () => {
  test('a cancellation offers it to the first in the order, in the same breath; the offer, its event and its record say why', async () => {
    const { session, holder } = await fullClinic();
    const [second, first, unsigned] = [await waiting(districtNow + hourMs), await waiting(districtNow), await waiting(districtNow - hourMs, { priority: 'urgent' }, district.adult.id)];
    granted(await cancelReferral(doctor(districtNow + 2 * hourMs), { ...unseen(holder), reason: '居民改期' }));
    const [offer] = await offersOf(first);
    expect(offer).toMatchObject({ outcome: 'open', origin: 'order', rank: 2, waiting: 3, sessionId: session.id, expiresAt: districtNow + 14 * hourMs, policyId: district.policy.id });
    expect(offer?.considered.map(({ referralId, passed }) => [referralId, passed])).toEqual([
      [unsigned, 'unsigned'],
      [first, null],
      [second, null],
    ]);
    expect(await offersOf(second)).toEqual([]);
    expect(await eventsOf(first)).toEqual(['created', 'queued', 'offered']);
    const held = await findSlots(store.reads, district.regionCode, placeIdsOf((await referralOf(first)) ?? { slotId: null, bedSlotIds: [] }));
    expect(held).toMatchObject([{ sessionId: session.id, state: { status: 'held', referralId: first, expiresAt: offer?.expiresAt } }]);
    expect((await queueNow()).find(({ referralId }) => referralId === first)?.offer).toMatchObject({ startsAt: session.startsAt });
  });

  test('a clinic published later is offered as soon as it is open; a routine referral gets no place of the urgent days', async () => {
    const [routine, urgent] = [await waiting(districtNow), await waiting(districtNow, { priority: 'urgent' })];
    await publishClinic(district, { day: '2025-03-12' });
    await publishClinic(district, { day: '2025-03-17' });
    expect((await offersOf(urgent)).map(({ startsAt }) => startsAt)).toEqual([Date.parse('2025-03-12T08:00:00+08:00')]);
    expect((await offersOf(routine)).map(({ startsAt }) => startsAt)).toEqual([Date.parse('2025-03-17T08:00:00+08:00')]);
    expect(await offerPlaces(clock())).toEqual({ offered: 0 });
  });

  test('a place that somebody was writing for goes to who waits as soon as they choose another or throw the draft away', async () => {
    const [one, other] = [await publishClinic(district), await publishClinic(district, { day: '2025-03-18' })];
    const begun = granted(await startDraft(doctor(), { residentId: await signedResident(district) }));
    const onto = async ({ id, version }: DraftView, session: ClinicSession) =>
      granted(await placeDraft(doctor(), { draftId: id, version, body: { ...emptyDraft, places: { sessionId: session.id, stay: null } } }));
    const placed = await onto(begun, other);
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + 1)];
    expect((await offersOf(first)).map(({ sessionId }) => sessionId)).toEqual([one.id]);
    granted(await declineOffer(doctor(), unseen(first)));
    granted(await declineOffer(doctor(), unseen(second)));
    const moved = await onto(placed, one);
    expect((await offersOf(first)).map(({ sessionId, outcome }) => [sessionId, outcome])).toContainEqual([other.id, 'open']);
    const last = await waiting(districtNow + 2);
    expect(await offersOf(last)).toEqual([]);
    granted(await dropDraft(doctor(), { draftId: moved.id, version: moved.version }));
    expect((await offersOf(last)).map(({ sessionId, outcome }) => [sessionId, outcome])).toEqual([[one.id, 'open']]);
  });

  test('an offer lasts no longer than half of the time that is left', async () => {
    const urgent = await waiting(districtNow, { priority: 'urgent' });
    // The clinic is gone back to the hospital a day before; two days ahead half is more than twelve hours.
    const session = await publishClinic(district, { day: '2025-03-11', startsAt: districtNow + 25 * hourMs, endsAt: districtNow + 28 * hourMs });
    const [offer] = await offersOf(urgent);
    expect(offer?.expiresAt).toBe(Math.min(districtNow + 12 * hourMs, districtNow + (session.startsAt - districtNow) / 2));
  });

  test('somebody of another alliance waits without a reserved place', async () => {
    const foreign = district.contextFor('doctor', { foreign: true });
    const stranger = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    const sent = granted(await createReferral(foreign, orderFor(stranger.id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    granted(await queueReferral(office(), { ...unseen(sent.id), ...anyone }));
    await publishClinic(district);
    expect(await offersOf(sent.id)).toEqual([]);
  });

  test('one that opens later is offered by the clock on its day, dealt places to the institution they were dealt to', async () => {
    const id = await waiting();
    await publishClinic(district, { day: '2025-03-24' });
    expect(await offersOf(id)).toEqual([]);
    expect(await offerPlaces(clock(districtNow + 2 * dayMs))).toEqual({ offered: 1 });
    expect(await offerPlaces(clock(districtNow + 2 * dayMs))).toEqual({ offered: 0 });
  });

  test('a device’s hours go to who waits for that device, a stay to who has a bed for every night', async () => {
    const lead = { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' };
    const [ct, ultrasound] = [await listed({ ...lead, kind: 'exam' }, { resourceName: 'CT', nights: 0 }), await listed({ ...lead, kind: 'exam' }, { resourceName: '彩超', nights: 0 })];
    await publishClinic(district, { kind: 'exam', resourceName: '彩超' });
    expect(await offersOf(ct)).toEqual([]);
    expect((await offersOf(ultrasound)).map(({ resourceName }) => resourceName)).toEqual(['彩超']);
    const [long, short] = [await listed({ ...lead, kind: 'inpatient' }, { resourceName: null, nights: 3 }), await listed({ ...lead, kind: 'inpatient' }, { resourceName: null, nights: 2 }, districtNow + hourMs)];
    const ward = { kind: 'ward', resourceName: '心内一病区', capacity: 4 } as const;
    for (const day of ['2025-03-17', '2025-03-18']) await publishClinic(district, { ...ward, day });
    // The first in the order wants three nights; two are there, and the next has them.
    expect((await offersOf(short)).map(({ rank, slotIds, considered }) => [rank, slotIds.length, considered[0]?.passed])).toEqual([[2, 2, 'none_suits']]);
    expect((await referralOf(short))?.bedSlotIds).toHaveLength(2);
    for (const day of ['2025-03-19', '2025-03-20', '2025-03-21']) await publishClinic(district, { ...ward, day });
    expect((await offersOf(long)).map(({ kind, slotIds }) => [kind, slotIds.length])).toEqual([['ward', 3]]);
    granted(await takeOffer(doctor(), unseen(long)));
    const beds = await findSlots(store.reads, district.regionCode, (await referralOf(long))?.bedSlotIds ?? []);
    expect(beds.map(({ part, state }) => [part, state.status])).toEqual([
      ['bed:2025-03-19', 'booked'],
      ['bed:2025-03-20', 'booked'],
      ['bed:2025-03-21', 'booked'],
    ]);
  });
});

describe('a booking that falls away', () => {
  test('puts the patient back with the turn since it was sent, ahead of who came later', async () => {
    const { session, holder } = await fullClinic();
    const later = await waiting(districtNow + hourMs);
    const context = office(districtNow + 2 * hourMs);
    const requeued = await unitOfWork(context, async (unit) => {
      const loaded = await loadReferral(unit.tx, context, everywhere(), unseen(holder));
      if (!loaded.ok) return loaded;
      const back = await requeueReferral(context, unit, loaded.value, { reason: '医生停诊' });
      await cancelPublishedSession(unit.tx, district.regionCode, session.id);
      return back;
    });
    expect(granted(requeued)).toMatchObject({ status: 'waiting' });
    expect(await referralOf(holder)).toMatchObject({ queuedAt: districtNow, promisedDay: '2025-03-24', slotId: null });
    const other = await publishClinic(district, { day: '2025-03-18' });
    expect((await offersOf(holder)).map(({ sessionId }) => sessionId)).toEqual([other.id]);
    expect(await offersOf(later)).toEqual([]);
  });

  test('of somebody whose turn had begun anew gives that turn back, and not the one before it', async () => {
    const [careless, patient] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    const turn = await findTurn(store.reads, district.regionCode, careless);
    if (!turn) throw new Error('no turn');
    // As three offers that ran out leave it.
    const anew = districtNow + 2 * hourMs;
    await store.transaction((tx) => saveTurn(tx, { ...turn, turnSince: anew, lapses: 0 }));
    const session = await publishClinic(district, { capacity: 6 });
    for (const id of [careless, patient]) granted(await takeOffer(doctor(), unseen(id)));
    const called = granted(await cancelSession(office(districtNow + 3 * hourMs), { sessionId: session.id, reason: '医生停诊', displacement: 'requeue' }));
    expect(called.displaced.map(({ referralId }) => referralId)).toEqual([patient, careless]);
    expect(await findTurn(store.reads, district.regionCode, careless)).toMatchObject({ turnSince: anew });
    expect((await queueNow()).map(({ referralId }) => referralId)).toEqual([patient, careless]);
  });

  test('of an offer that is open leaves the turn as it is', async () => {
    const session = await publishClinic(district);
    const id = await waiting();
    const context = office();
    const outcome = await unitOfWork(context, async (unit) => {
      const loaded = await loadReferral(unit.tx, context, everywhere(), unseen(id));
      if (!loaded.ok) return loaded;
      const back = await requeueReferral(context, unit, loaded.value, { reason: '医生停诊' });
      await cancelPublishedSession(unit.tx, district.regionCode, session.id);
      return back;
    });
    granted(outcome);
    expect((await offersOf(id)).map(({ outcome: became }) => became)).toEqual(['withdrawn']);
    expect(await referralOf(id)).toMatchObject({ status: 'waiting', slotId: null });
    expect(await eventsOf(id)).toEqual(['created', 'queued', 'offered', 'offer_withdrawn']);
  });
});

describe('answering an offer', () => {
  async function offered(): Promise<{ id: string; next: string; session: ClinicSession }> {
    const session = await publishClinic(district);
    const id = await waiting();
    const next = await waiting(districtNow + hourMs);
    return { id, next, session };
  }

  test('the doctor, the office or the resident takes it; it is booked, and the list goes on', async () => {
    const { id, next } = await offered();
    expect(codesOf(await takeOffer(district.contextFor('doctor', { foreign: true }), unseen(id)))).toEqual(['not_found']);
    granted(await takeOffer(doctor(), unseen(id)));
    expect(await referralOf(id)).toMatchObject({ status: 'accepted', decidedAt: districtNow });
    expect((await offersOf(id)).map(({ outcome, endedBy }) => [outcome, endedBy])).toEqual([['taken', '王医生']]);
    expect(codesOf(await takeOffer(office(), unseen(next)))).toEqual(['referral.nothing_offered']);
    expect(await queueNow()).toHaveLength(1);
  });

  test('the resident sees turn, promise and offer, takes it online or turns it down; nobody else’s is found', async () => {
    const { id, next } = await offered();
    const residentId = (await referralOf(id))?.residentId ?? '';
    const self = district.contextFor('resident', { residentId });
    expect(granted(await getOwnTurn(self, { referralId: id }))).toMatchObject({ promisedDay: '2025-03-24', working: { rank: 1, waiting: 2 }, offer: { outcome: 'open' }, refusals: [] });
    expect(codesOf(await getOwnTurn(self, { referralId: next }))).toEqual(['not_found']);
    expect(codesOf(await takeOwnOffer(self, { referralId: next }))).toEqual(['not_found']);
    granted(await declineOwnOffer(self, { referralId: id }));
    expect(codesOf(await declineOwnOffer(self, { referralId: id }))).toEqual(['waiting.no_offer']);
    // The next in the order has it now, and takes it.
    expect((await offersOf(next)).map(({ outcome }) => outcome)).toEqual(['open']);
    const other = district.contextFor('resident', { residentId: (await referralOf(next))?.residentId ?? '' });
    granted(await takeOwnOffer(other, { referralId: next }));
    expect(await referralOf(next)).toMatchObject({ status: 'accepted' });
    expect(await referralOf(id)).toMatchObject({ status: 'waiting', slotId: null });
  });

  test('one that nobody answers lapses to the next; the turn is kept twice, and begins anew after the third', async () => {
    const { id, next } = await offered();
    const late = districtNow + 12 * hourMs;
    expect(await lapseOffers(clock(late - 60_000))).toEqual({ lapsed: 0 });
    expect(codesOf(await takeOffer(doctor(late), unseen(id)))).toEqual(['referral.hold_lost']);
    expect(await lapseOffers(clock(late))).toEqual({ lapsed: 1 });
    expect((await offersOf(id)).map(({ outcome }) => outcome)).toEqual(['lapsed']);
    expect((await offersOf(next)).map(({ outcome }) => outcome)).toEqual(['open']);
    expect(await findTurn(store.reads, district.regionCode, id)).toMatchObject({ lapses: 1, turnSince: districtNow });
    granted(await takeOffer(doctor(late), unseen(next)));
    for (const round of [1, 2]) {
      await publishClinic(district, { day: `2025-03-2${2 + round}` });
      const at = late + round * 4 * dayMs;
      expect(await offerPlaces(clock(at))).toEqual({ offered: 1 });
      expect(await lapseOffers(clock(at + 12 * hourMs))).toEqual({ lapsed: 1 });
    }
    expect(await findTurn(store.reads, district.regionCode, id)).toMatchObject({ lapses: 0, turnSince: late + 8 * dayMs + 12 * hourMs });
    expect(await referralOf(id)).toMatchObject({ status: 'waiting', queuedAt: districtNow });
  });

  test('the sweep of holds and the lapse may come in either order', async () => {
    const { id, next } = await offered();
    const late = districtNow + 13 * hourMs;
    await releaseSlots(clock(late));
    expect(await lapseOffers(clock(late))).toEqual({ lapsed: 1 });
    expect(await offerPlaces(clock(late))).toEqual({ offered: 1 });
    expect((await offersOf(id)).map(({ outcome }) => outcome)).toEqual(['lapsed']);
    expect((await offersOf(next)).map(({ outcome }) => outcome)).toEqual(['open']);
  });

  test('whatever ends the waiting ends the offer with it, and the place goes on', async () => {
    const { id, next } = await offered();
    granted(await declineReferral(office(), { ...unseen(id), code: 'patient_wish', reason: '病人要求取消' }));
    expect((await offersOf(id)).map(({ outcome }) => outcome)).toEqual(['withdrawn']);
    expect((await offersOf(next)).map(({ outcome }) => outcome)).toEqual(['open']);
  });
});

describe('leaving the order', () => {
  test('taking a place from whoever it is offered to needs a reason; the record keeps it and those passed over', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    const session = await publishClinic(district);
    const give = { places: { sessionId: session.id, stay: null }, insteadOf: first, reason: '', confirmed: false };
    const number = (await referralOf(first))?.number;
    const refused = await offerByHand(office(), { ...unseen(second), ...give });
    expect(refused).toMatchObject({ refusals: [{ code: 'waiting.out_of_order', facts: { numbers: [number] } }] });
    expect((await offersOf(first)).map(({ outcome }) => outcome)).toEqual(['open']);
    granted(await offerByHand(office(), { ...unseen(second), ...give, reason: '病情加重，家属已到院', confirmed: true }));
    expect(await referralOf(second)).toMatchObject({ status: 'accepted' });
    expect((await offersOf(first)).map(({ outcome }) => outcome)).toEqual(['withdrawn']);
    const [offer] = await offersOf(second);
    expect(offer).toMatchObject({ origin: 'hand', outcome: 'taken', rank: 2, reason: '病情加重，家属已到院' });
    expect(offer?.considered.map(({ passed }) => passed)).toEqual(['by_hand', null]);
    const days = { institutionCode: null, departmentCode: null, kind: null, outcome: null, byHand: true, fromDay: '2025-03-10', toDay: '2025-03-10' };
    expect((await listOffers(office(), { ...days, page: 1, pageSize: 20 })).rows.map(({ id }) => id)).toEqual([offer?.id]);
    expect(granted(await getOffer(office(), { offerId: offer?.id ?? '' })).considered).toHaveLength(2);
    expect(await countPriority(office(), days)).toEqual([{ kind: 'clinic', standing: 'own_team', offered: 1, taken: 1, byHand: 1, first: 0 }]);
    expect((await listOffers(district.contextFor('referral_office', { foreign: true }), { ...days, page: 1, pageSize: 20 })).total).toBe(0);
  });

  test('a place of another department’s list is given to nobody of this one', async () => {
    const here = await waiting(districtNow);
    const there = await waiting(districtNow, { departmentCode: 'neurology' });
    const session = await publishClinic(district, { departmentCode: 'neurology', departmentName: '神经内科' });
    expect((await offersOf(there)).map(({ outcome }) => outcome)).toEqual(['open']);
    const give = { places: { sessionId: session.id, stay: null }, insteadOf: there, reason: '', confirmed: true };
    expect(codesOf(await offerByHand(office(), { ...unseen(here), ...give }))).toEqual(['waiting.other_kind']);
    expect((await offersOf(there)).map(({ outcome }) => outcome)).toEqual(['open']);
    expect(await referralOf(here)).toMatchObject({ status: 'waiting', slotId: null });
  });

  test('nobody loses an offer of another place than the one that is given', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    const [one, other] = [await publishClinic(district), await publishClinic(district, { day: '2025-03-18' })];
    expect((await offersOf(second)).map(({ sessionId }) => sessionId)).toEqual([other.id]);
    granted(await declineOffer(doctor(), unseen(first)));
    const give = { places: { sessionId: one.id, stay: null }, insteadOf: second, reason: '', confirmed: false };
    expect(codesOf(await offerByHand(office(), { ...unseen(first), ...give }))).toEqual(['not_found']);
    expect((await offersOf(second)).map(({ outcome }) => outcome)).toEqual(['open']);
  });

  test('a place that nobody before wants is given without a reason; a second offer waits for the first’s answer', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    const session = await publishClinic(district);
    for (const id of [first, second]) granted(await declineOffer(doctor(), unseen(id)));
    const give = { places: { sessionId: session.id, stay: null }, insteadOf: null, reason: '', confirmed: false };
    granted(await offerByHand(office(), { ...unseen(second), ...give }));
    expect(codesOf(await offerByHand(office(), { ...unseen(second), ...give }))).toEqual(['waiting.offer_open']);
    expect(codesOf(await offerByHand(doctor(), { ...unseen(first), ...give }))).toContain('referral.wrong_side');
  });

  test('nobody who waits is given a reserved place around the list, and beside the reserved ones the hospital is free', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + hourMs)];
    const session = await publishClinic(district);
    expect(codesOf(await acceptReferral(office(), { ...unseen(second), places: { sessionId: session.id, stay: null } }))).toEqual(['waiting.offer_instead']);
    granted(await acceptReferral(office(), { ...unseen(second), places: null }));
    expect(await referralOf(second)).toMatchObject({ status: 'accepted', slotId: null });
    // What is offered already is taken by it.
    granted(await acceptReferral(office(), { ...unseen(first), places: null }));
    expect((await offersOf(first)).map(({ outcome }) => outcome)).toEqual(['taken']);
  });
});

describe('a promise', () => {
  test('is broken once the day has gone by without an offer: counted, told to both sides, once', async () => {
    const id = await waiting();
    const later = districtNow + 15 * dayMs;
    expect(await noteBrokenPromises(clock(districtNow + 14 * dayMs))).toEqual({ broken: 0 });
    expect(await noteBrokenPromises(clock(later))).toEqual({ broken: 1 });
    expect(await noteBrokenPromises(clock(later))).toEqual({ broken: 0 });
    expect(await eventsOf(id)).toEqual(['created', 'queued', 'promise_broken']);
    expect(await listQueues(office(later))).toMatchObject([{ broken: 1 }]);
    expect((await queueNow(office(later)))[0]).toMatchObject({ promiseBroken: true, waitedDays: 15 });
  });

  test('is kept by the first offer, whatever becomes of it', async () => {
    const id = await waiting();
    await publishClinic(district);
    granted(await declineOffer(doctor(), unseen(id)));
    expect(await noteBrokenPromises(clock(districtNow + 15 * dayMs))).toEqual({ broken: 0 });
  });
});

describe('several at once', () => {
  test('four clocks offer three places to three people, each once', async () => {
    const ids = [await waiting(districtNow), await waiting(districtNow + 1), await waiting(districtNow + 2), await waiting(districtNow + 3)];
    // Published when it is not yet open, so that nothing is offered before the clocks begin.
    const session = await publishClinic(district, { day: '2025-03-24', capacity: 9 });
    const at = districtNow + 3 * dayMs;
    const rounds = await Promise.all([1, 2, 3, 4].map(() => offerPlaces(clock(at))));
    expect(rounds.reduce((sum, { offered }) => sum + offered, 0)).toBe(3);
    const made = (await Promise.all(ids.map(offersOf))).map((offers) => offers.map(({ sessionId, outcome }) => [sessionId, outcome]));
    expect(made).toEqual([[[session.id, 'open']], [[session.id, 'open']], [[session.id, 'open']], []]);
  });

  test('a place that is gone at the moment of the offer and free again after it goes to the first all the same', async () => {
    const [first, second] = [await waiting(districtNow), await waiting(districtNow + 1)];
    const session = await publishClinic(district, { day: '2025-03-24' });
    const place = and(eq(slot.regionCode, district.regionCode), eq(slot.sessionId, session.id));
    const setStatus = (status: 'free' | 'released') => store.transaction((tx) => tx.update(slot).set({ status }).where(place));
    const at = clock(districtNow + 3 * dayMs);
    let isFirst = true;
    const interrupted: Store = {
      ...store,
      transaction: async (work) => {
        if (!isFirst) return store.transaction(work);
        isFirst = false;
        await setStatus('released');
        return store.transaction(work).finally(() => setStatus('free'));
      },
    };
    expect(await offerPlaces({ ...at, store: interrupted })).toEqual({ offered: 1 });
    expect((await offersOf(first)).map(({ rank, outcome }) => [rank, outcome])).toEqual([[1, 'open']]);
    expect(await offersOf(second)).toEqual([]);
  });

  test('the doctor takes it while the resident turns it down: one of them is heard, and the other is told', async () => {
    await publishClinic(district);
    const id = await waiting();
    const { residentId = '' } = (await referralOf(id)) ?? {};
    const answers = await Promise.all([takeOffer(doctor(), unseen(id)), declineOwnOffer(district.contextFor('resident', { residentId }), { referralId: id })]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const taken = answers[0]?.ok === true;
    expect(await referralOf(id)).toMatchObject({ status: taken ? 'accepted' : 'waiting' });
    expect((await offersOf(id)).map(({ outcome }) => outcome)).toEqual([taken ? 'taken' : 'declined']);
  });
});
