import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { PermissionDenied } from '@/server/services/permit';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { listSessions } from '@/server/services/quota/list-sessions';
import { publishSession } from '@/server/services/quota/publish-session';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { missReferral } from '@/server/services/referral/miss-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, clinicInput, codesOf, granted, orderFor, publishClinic, sendOnto, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
const mint = async () => (district = await mintDistrict(store));

const usesOf = async (day = clinicDay, now = districtNow) =>
  (await listSessions(district.contextFor('referral_office', { now }), { day, institutionCode: null })).sessions;
const useOf = async (id: string, now = districtNow) => (await usesOf(clinicDay, now)).find((session) => session.id === id)?.slots;
const search = (change: Partial<Parameters<typeof searchFreeSlots>[1]> = {}, now = districtNow) =>
  searchFreeSlots(district.contextFor('doctor', { now }), {
    departmentCode: 'cardiology',
    institutionCode: null,
    fromDay: '2025-03-10',
    toDay: '2025-03-31',
    priority: 'routine',
    ...change,
  });
const system = (now: number) => district.contextFor('system', { now });

describe('publishing a session', () => {
  beforeAll(mint);

  test('reserves Shenyang’s third, rounded up, and fixes when it opens and is released', async () => {
    const session = await publishClinic(district, { capacity: 10, publicLeadDays: 7 });
    expect(session).toMatchObject({
      reserved: 4,
      day: clinicDay,
      opensOn: '2025-03-05',
      releaseAt: instantOf('2025-03-16 08:00:00'),
    });
    expect(await useOf(session.id)).toEqual({ free: 4, held: 0, booked: 0, used: 0, released: 0, no_show: 0, withdrawn: 0 });
  });

  test('the same clinic twice is refused, and published anew once it was called off', async () => {
    const office = district.contextFor('referral_office');
    const input = clinicInput(district, clinicDay);
    const first = granted(await publishSession(office, input));
    expect(await publishSession(office, input)).toMatchObject({
      ok: false,
      refusals: [{ code: 'quota.session_exists', facts: { departmentName: '心血管内科', resourceName: input.resourceName } }],
    });
    granted(await cancelSession(office, { sessionId: first.id, reason: '专家外出会诊' }));
    expect(granted(await publishSession(office, input)).id).not.toBe(first.id);
  });

  test('of two at once one is published', async () => {
    const input = clinicInput(district, clinicDay);
    const both = await Promise.all([1, 2].map(() => publishSession(district.contextFor('referral_office'), input)));
    expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(both.flatMap(codesOf)).toEqual(['quota.session_exists']);
  });

  test('all that is wrong is said at once, and nothing is written', async () => {
    const before = (await usesOf('2025-03-03')).length;
    const outcome = await publishSession(district.contextFor('referral_office'), clinicInput(district, '2025-03-05', { endsAt: 0, capacity: 0 }));
    expect(codesOf(outcome)).toEqual(['quota.session_in_past', 'quota.session_ends_before_start', 'quota.capacity_out_of_range']);
    expect((await usesOf('2025-03-03')).length).toBe(before);
  });

  test('only one’s own hospital, and only by its referral office', async () => {
    expect(await publishSession(district.contextFor('referral_office', { foreign: true }), clinicInput(district, clinicDay))).toEqual({
      ok: false,
      refusals: [{ code: 'not_found', facts: { what: 'institution' } }],
    });
    expect(() => publishSession(district.contextFor('doctor'), clinicInput(district, clinicDay))).toThrow(PermissionDenied);
  });

  test('a day without a policy is refused', async () => {
    const input = { ...clinicInput(district, clinicDay), startsAt: instantOf('2023-03-01 08:00:00') };
    expect(codesOf(await publishSession(district.contextFor('referral_office'), input))).toEqual(['policy.none_in_force']);
  });
});

describe('calling a session off', () => {
  beforeAll(mint);

  test('is refused with the numbers of the referrals that count on it', async () => {
    const session = await publishClinic(district);
    const sent = await sendOnto(district, session);
    const office = district.contextFor('referral_office');
    expect(await cancelSession(office, { sessionId: session.id, reason: '停诊' })).toEqual({
      ok: false,
      refusals: [{ code: 'quota.session_has_referrals', facts: { numbers: [sent.number] } }],
    });
    granted(await cancelReferral(district.contextFor('doctor'), { referralId: sent.id, version: sent.version, reason: '居民改期' }));
    granted(await cancelSession(office, { sessionId: session.id, reason: '停诊' }));
    expect(codesOf(await cancelSession(office, { sessionId: session.id, reason: '停诊' }))).toEqual(['quota.session_cancelled']);
    const late = await createReferral(district.contextFor('doctor'), orderFor(await signedResident(district), { sessionId: session.id }));
    expect(codesOf(late)).toEqual(['quota.session_cancelled']);
  });

  test('is the own hospital’s affair', async () => {
    const session = await publishClinic(district);
    expect(codesOf(await cancelSession(district.contextFor('referral_office', { foreign: true }), { sessionId: session.id, reason: '停诊' }))).toEqual(['not_found']);
  });
});

describe('searching free places', () => {
  beforeAll(mint);

  test('finds what may be held now, earliest first, with how many are left', async () => {
    const later = await publishClinic(district, { day: '2025-03-19', capacity: 6 });
    const earlier = await publishClinic(district, { day: '2025-03-18', capacity: 3 });
    await publishClinic(district, { day: '2025-03-18', departmentCode: 'neurology', departmentName: '神经内科' });
    await publishClinic(district, { day: '2025-03-31' }); // opens on 03-19 only
    const full = await publishClinic(district, { day: '2025-03-18' });
    await sendOnto(district, full);
    expect(granted(await search()).map(({ sessionId, free }) => [sessionId, free])).toEqual([
      [earlier.id, 1],
      [later.id, 2],
    ]);
    expect(granted(await search({ toDay: '2025-03-18' })).map(({ sessionId }) => sessionId)).toEqual([earlier.id]);
    expect(granted(await search({ institutionCode: district.foreignLead.code }))).toEqual([]);
  });

  test('inside the urgent window only for urgent ones, and not once released', async () => {
    const soon = await publishClinic(district, { day: '2025-03-13' });
    const ids = async (...args: Parameters<typeof search>) => granted(await search(...args)).map(({ sessionId }) => sessionId);
    expect(await ids()).not.toContain(soon.id);
    expect(await ids({ priority: 'urgent' })).toContain(soon.id);
    expect(await ids({ priority: 'emergency' }, soon.releaseAt)).not.toContain(soon.id);
  });
});

describe('releasing', () => {
  beforeAll(mint);

  test('takes what is free past its release and leaves a hold alone', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    const sent = await sendOnto(district, session);
    expect(granted(await releaseSlots(system(session.releaseAt - 1)))).toEqual({ released: 0, freed: 0 });
    expect(granted(await releaseSlots(system(session.releaseAt)))).toEqual({ released: 1, freed: 0 });
    expect(await useOf(session.id)).toMatchObject({ free: 0, held: 1, released: 1 });
    granted(await acceptReferral(district.contextFor('referral_office', { now: session.releaseAt + hourMs }), { referralId: sent.id, version: 1, places: null }));
    expect(await useOf(session.id)).toMatchObject({ booked: 1, released: 1 });
    expect(granted(await releaseSlots(system(session.releaseAt + dayMs)))).toEqual({ released: 0, freed: 0 });
  });

  test('tidies a hold that has run out long before the session', async () => {
    const session = await publishClinic(district, { day: '2025-04-20', publicLeadDays: 60 });
    const sent = await sendOnto(district, session);
    const runOut = districtNow + 14 * dayMs;
    expect(granted(await releaseSlots(system(runOut - 1)))).toEqual({ released: 0, freed: 0 });
    expect(granted(await releaseSlots(system(runOut)))).toEqual({ released: 0, freed: 1 });
    const kept = await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, sent.id);
    expect((await findSlots(store.reads, district.regionCode, [kept?.referral.slotId ?? '']))[0]?.state).toEqual({ status: 'free' });
  });

  test('races a hold: the place is either held or released', async () => {
    for (let round = 0; round < 5; round += 1) {
      const session = await publishClinic(district);
      const order = orderFor(await signedResident(district), { sessionId: session.id, priority: 'urgent' });
      const moment = session.releaseAt;
      const [sent, swept] = await Promise.all([
        createReferral(district.contextFor('doctor', { now: moment - 1 }), order),
        releaseSlots(system(moment)),
      ]);
      const use = await useOf(session.id, moment);
      expect(use).toMatchObject(sent.ok ? { held: 1, released: 0 } : { held: 0, released: 1 });
      if (!sent.ok) expect(codesOf(sent)).toEqual(['quota.slot_taken']);
      expect(swept.ok).toBe(true);
    }
  });
});

describe('compliance', () => {
  const march = { from: '2025-03', to: '2025-03', by: 'institution', kind: null, allianceId: null, institutionCode: null, departmentCode: null } as const;
  beforeAll(mint);

  test('of a month beside the target of one third', async () => {
    const office = district.contextFor('referral_office');
    const sessions = [await publishClinic(district, { capacity: 10 }), await publishClinic(district, { capacity: 9 })];
    const [came, missed] = [await sendOnto(district, sessions[0]!), await sendOnto(district, sessions[0]!)];
    for (const sent of [came, missed]) granted(await acceptReferral(office, { referralId: sent.id, version: 1, places: null }));
    const atSession = district.contextFor('referral_office', { now: sessions[0]!.startsAt });
    granted(await arriveReferral(atSession, { referralId: came.id, version: 2 }));
    granted(await missReferral(atSession, { referralId: missed.id, version: 2 }));
    granted(await releaseSlots(system(sessions[0]!.startsAt)));
    const report = granted(await getCompliance(office, march));
    expect(report.targets).toMatchObject([
      { kind: 'clinic', target: { numerator: 1, denominator: 3 }, confidence: 'official' },
      { kind: 'ward', target: { numerator: 1, denominator: 4 } },
    ]);
    expect(report.lines).toEqual([
      {
        kind: 'clinic',
        departmentCode: null,
        departmentName: null,
        resourceName: null,
        institutionCode: district.lead.code,
        institutionName: '城东中心医院',
        sessions: 2,
        capacity: 19,
        offered: 7,
        free: 0,
        held: 0,
        booked: 0,
        used: 1,
        released: 5,
        withdrawn: 0,
        noShow: 1,
        borrowed: 0,
        share: '0.368421',
        target: { numerator: 1, denominator: 3 },
        met: true,
        short: 0,
        useRate: '0.142857',
        noShowRate: '0.142857',
        releaseRate: '0.714286',
      },
    ]);
    expect(granted(await getCompliance(district.contextFor('referral_office', { foreign: true }), march)).lines).toEqual([]);
  });
});
