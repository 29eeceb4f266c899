import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import { PermissionDenied } from '@/server/services/permit';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { closeNumberedReferral } from '@/server/services/referral/close-numbered-referral';
import { assignReferral, assignReferrals, listAssignees } from '@/server/services/referral/assign-referrals';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import { checkInReferral, readSlip } from '@/server/services/referral/check-in-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { getReferralFacets, type ListReferralsInput, listReferrals } from '@/server/services/referral/list-referrals';
import { watchReferrals } from '@/server/services/referral/watch-referrals';
import { describeOwnReferral } from '@/server/services/own/describe-own-referral';
import { deleteFilter } from '@/server/services/saved-filter/delete-filter';
import { listOwnFilters } from '@/server/services/saved-filter/own-filters';
import { saveFilter } from '@/server/services/saved-filter/save-filter';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, codesOf, granted, orderFor, publishClinic, sendOnto, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
const mint = async () => {
  district = await mintDistrict(store);
};

const visitDay = instantOf(`${clinicDay} 07:40:00`);
const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const foreignOffice = (now = districtNow) => district.contextFor('referral_office', { foreign: true, now });
const handle = ({ id, version }: { id: string; version: number }) => ({ referralId: id, version });
const whole: ListReferralsInput = {
  ...{ side: 'received', tab: 'to_answer', status: null, who: 'everybody', priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null },
  ...{ overdue: false, placeDay: null, text: null, page: 1, pageSize: 50 },
};
const list = (change: Partial<ListReferralsInput> = {}, context = office()) => listReferrals(context, { ...whole, ...change });
const accountOf = (context: ReturnType<typeof office>) => {
  if (context.actor.kind !== 'staff') throw new Error('a member of staff');
  return context.actor.accountId;
};
const bookedReferral = async () => {
  const sent = await sendOnto(district, await publishClinic(district));
  return granted(await acceptReferral(office(), { ...handle(sent), places: null }));
};

describe('the tabs of a worklist', () => {
  beforeAll(mint);

  test('count what their lists show, by the same filters', async () => {
    const booked = await bookedReferral();
    const sent = await sendOnto(district, await publishClinic(district));
    const over = await sendOnto(district, await publishClinic(district));
    granted(await declineReferral(office(), { ...handle(over), code: 'no_capacity', reason: '本周没有床位' }));
    const page = await list();
    expect(page.counts).toEqual({ to_answer: 1, info_wanted: 0, waiting: 0, to_arrive: 1, in_care: 0, to_return: 0 });
    for (const tab of ['to_answer', 'to_arrive', 'in_care'] as const) expect((await list({ tab })).total).toBe(page.counts[tab]);
    expect((await list({ tab: 'done' })).rows.map(({ id }) => id)).toEqual([over.id]);
    expect((await list({ tab: 'to_arrive' })).rows).toMatchObject([{ id: booked.id, placeStartsAt: instantOf(`${clinicDay} 08:00:00`), nights: 0, version: booked.version }]);
    expect((await list({ tab: 'to_arrive', placeDay: clinicDay })).total).toBe(1);
    expect((await list({ tab: 'to_arrive', placeDay: '2025-03-18' })).counts).toMatchObject({ to_arrive: 0, to_answer: 0 });
    expect((await list({ side: 'sent', tab: 'stopped' }, doctor())).rows.map(({ id }) => id)).toEqual([over.id]);
    expect((await list({ side: 'sent', tab: 'stopped' }, doctor(districtNow + 40 * 24 * hourMs))).total).toBe(0);
    expect((await list({ departmentCode: 'neurology' })).total).toBe(0);
    expect((await list({ partnerCode: district.township.code })).rows.map(({ id }) => id)).toEqual([sent.id]);
    expect(await getReferralFacets(office(), { side: 'received' })).toEqual({ departments: [{ code: 'cardiology', name: '心血管内科' }], partners: [{ code: district.township.code, name: district.township.name }] });
  });

  test('tell how many wait past their time, and show them alone', async () => {
    const late = office(districtNow + 25 * hourMs);
    expect(await list({}, late)).toMatchObject({ overdue: 1, rows: [{ overdue: true }] });
    expect((await list({ overdue: true })).total).toBe(0);
    expect((await list({ overdue: true }, late)).total).toBe(1);
  });

  test('are narrowed to what one wrote oneself or one’s team did', async () => {
    expect((await list({ side: 'sent', who: 'mine' }, doctor())).total).toBe(1);
    expect((await list({ side: 'sent', who: 'mine' }, district.contextFor('doctor', { foreign: true }))).total).toBe(0);
  });
});

describe('who has a referral in hand', () => {
  beforeAll(mint);

  test('is said by the receiver, stands on the list, and is on record for both sides', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    const taken = granted(await assignReferral(office(), { ...handle(sent), to: 'me' }));
    expect(taken).toMatchObject({ status: 'sent', version: sent.version + 1 });
    expect((await list({ who: 'mine' })).rows).toMatchObject([{ id: sent.id, assignee: { accountId: accountOf(office()) } }]);
    expect((await list({ who: 'nobody' })).total).toBe(0);
    expect(granted(await getReferral(doctor(), { referralId: sent.id })).events.at(-1)).toMatchObject({ action: 'assigned' });
    granted(await assignReferral(office(), { referralId: sent.id, version: null, to: 'nobody' }));
    expect((await list({ who: 'nobody' })).total).toBe(1);
    // What a hospital's system sends once more is known again, whoever has it in hand since.
    const asking = { step: 'ask_info', question: '近期肾功能？' } as const;
    granted(await closeNumberedReferral(office(), sent.number, asking));
    granted(await assignReferral(office(), { referralId: sent.id, version: null, to: 'me' }));
    expect(granted(await closeNumberedReferral(office(), sent.number, asking))).toMatchObject({ status: 'info_wanted', repeated: true });
  });

  test('is one of the receiver’s people who may answer; anything else is told', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    expect(codesOf(await assignReferral(doctor(), { ...handle(sent), to: 'me' }))).toEqual(['referral.assigned_by_receiver', 'referral.assignee_unknown']);
    for (const accountId of [accountOf(foreignOffice()), accountOf(doctor()), 'nobody-has-this']) expect(codesOf(await assignReferral(office(), { ...handle(sent), to: { accountId } }))).toEqual(['referral.assignee_unknown']);
    const gone = granted(await cancelReferral(doctor(), { ...handle(sent), reason: '居民已好转' }));
    expect(codesOf(await assignReferral(office(), { ...handle(gone), to: 'me' }))).toEqual(['referral.nothing_to_assign']);
    expect(codesOf(await assignReferral(foreignOffice(), { ...handle(gone), to: 'me' }))).toEqual(['not_found']);
    const names = await listAssignees(office());
    expect(names.map(({ accountId }) => accountId)).toContain(accountOf(office()));
    expect(names.every(({ institutionCode }) => institutionCode === district.lead.code)).toBe(true);
    await expect(async () => assignReferral(district.contextFor('nurse'), { ...handle(sent), to: 'me' })).rejects.toThrow(PermissionDenied);
  });

  test('may be dealt out for many at once, each told for itself', async () => {
    const [first, second] = [await sendOnto(district, await publishClinic(district)), await sendOnto(district, await publishClinic(district))];
    granted(await acceptReferral(office(), { ...handle(second), places: null }));
    const report = await assignReferrals(office(), { referrals: [handle(first), handle(second), { referralId: 'none', version: null }], to: 'me' });
    expect(report.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual([[], ['conflict.changed_meanwhile'], ['not_found']]);
  });
});

describe('the desk where people check in', () => {
  beforeAll(mint);

  test('lets in who comes on the day, by the number as it is scanned', async () => {
    const booked = await bookedReferral();
    const slip = granted(await checkInReferral(office(visitDay), { number: ` ${booked.number.toLowerCase()}\n`, anyDay: false }));
    expect(slip).toMatchObject({ referralId: booked.id, status: 'arrived', arrivedAt: visitDay, departmentName: '心血管内科', signed: true });
    expect(slip.resident?.name).toBeTruthy();
    expect(codesOf(await checkInReferral(office(visitDay + 60_000), { number: booked.number, anyDay: false }))).toEqual(['check_in.already']);
  });

  test('tells another day, another hospital, what is not accepted, and what is no number', async () => {
    const booked = await bookedReferral();
    expect(await checkInReferral(office(), { number: booked.number, anyDay: false })).toMatchObject({ refusals: [{ code: 'check_in.wrong_day', facts: { early: true } }] });
    expect(await checkInReferral(foreignOffice(visitDay), { number: booked.number, anyDay: false })).toMatchObject({ refusals: [{ code: 'check_in.wrong_hospital', facts: { toInstitutionName: district.lead.name } }] });
    const audited = await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { subjectKind: 'referral', subjectId: booked.id, limit: 5 });
    expect(audited.some(({ action }) => action === 'referral.slip_seen')).toBe(true);
    expect(codesOf(await checkInReferral(office(), { number: '210102198005061234', anyDay: false }))).toEqual(['check_in.number_malformed']);
    expect(codesOf(await checkInReferral(office(), { number: 'Z99999920250310000001', anyDay: false }))).toEqual(['check_in.unknown']);
    const sent = await sendOnto(district, await publishClinic(district));
    expect(codesOf(await checkInReferral(office(visitDay), { number: sent.number, anyDay: true }))).toEqual(['check_in.not_accepted']);
    expect(granted(await readSlip(office(), { number: booked.number }))).toMatchObject({ referralId: booked.id, status: 'accepted' });
    // Nobody who came is sent away by a computer.
    granted(await checkInReferral(office(), { number: booked.number, anyDay: true }));
  });

  test('lets the same slip in once, however often it is scanned at once', async () => {
    const booked = await bookedReferral();
    const twice = await Promise.all([1, 2].map(() => checkInReferral(office(visitDay), { number: booked.number, anyDay: false })));
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect(['conflict.changed_meanwhile', 'check_in.already']).toContain(twice.flatMap(codesOf)[0]);
  });
});

describe('filters that somebody keeps', () => {
  beforeAll(mint);

  test('are their own, replaced under the same name, and dropped', async () => {
    const kept = granted(await saveFilter(office(), { screen: 'referrals', name: '心内科加急', query: 'priority=urgent' }));
    expect(kept).toMatchObject([{ name: '心内科加急', query: 'priority=urgent' }]);
    const again = granted(await saveFilter(office(), { screen: 'referrals', name: '心内科加急', query: 'priority=emergency' }));
    expect(again).toMatchObject([{ id: kept[0]?.id, query: 'priority=emergency' }]);
    expect(await listOwnFilters(doctor(), { screen: 'referrals' })).toEqual([]);
    const filterId = again[0]?.id ?? '';
    expect(codesOf(await deleteFilter(doctor(), { filterId }))).toEqual(['not_found']);
    granted(await deleteFilter(office(), { filterId }));
    expect(await listOwnFilters(office(), { screen: 'referrals' })).toEqual([]);
  });
});

describe('whoever watches', () => {
  beforeAll(mint);

  test('hears once of each change within reach, and of nothing else', async () => {
    let now = districtNow;
    const watch = watchReferrals(store, { everyMs: 10, now: () => now });
    const heard: string[] = [];
    const strange: string[] = [];
    const reach = (code: string) => ({ regionCode: district.regionCode, institutionCodes: [code] });
    const before = await sendOnto(district, await publishClinic(district));
    watch.listen(reach(district.lead.code), (ids) => heard.push(...ids));
    const leave = watch.listen(reach(district.foreignLead.code), (ids) => strange.push(...ids));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard).toEqual([]);
    now += 1000;
    const sent = await sendOnto(district, await publishClinic(district), doctor(now));
    granted(await acceptReferral(office(now), { ...handle(before), places: null }));
    await expect.poll(() => [...heard].sort()).toEqual([before.id, sent.id].sort());
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard).toHaveLength(2);
    expect(strange).toEqual([]);
    leave();
    watch.close();
  });
});

describe('a resident’s own referral', () => {
  beforeAll(mint);

  test('is told in full to its person and to nobody else', async () => {
    const session = await publishClinic(district);
    const residentId = await signedResident(district);
    const sent = granted(await createReferral(doctor(), orderFor(residentId, { sessionId: session.id })));
    const own = district.contextFor('resident', { residentId });
    const shown = granted(await describeOwnReferral(own, { number: sent.number }));
    expect(shown).toMatchObject({ referralId: sent.id, status: 'sent', toInstitutionName: district.lead.name, places: [{ kind: 'clinic', startsAt: session.startsAt, nights: null, resourceName: session.resourceName }], can: ['cancel'], nextNumber: null });
    expect(JSON.stringify(shown)).not.toContain('高血压');
    expect(codesOf(await describeOwnReferral(district.contextFor('resident', { residentId: district.elder.id }), { number: sent.number }))).toEqual(['not_found']);
  });
});
