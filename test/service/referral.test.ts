import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { PermissionDenied } from '@/server/services/permit';
import { listSessions } from '@/server/services/quota/list-sessions';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { expireReferral, expireReferrals } from '@/server/services/referral/expire-referrals';
import { getReferral } from '@/server/services/referral/get-referral';
import { getReferralChoices, getReferralSubject } from '@/server/services/referral/get-referral-choices';
import { type ListReferralsInput, countReferrals, listReferrals } from '@/server/services/referral/list-referrals';
import { missReferral } from '@/server/services/referral/miss-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, codesOf, fresh, granted, orderFor, publishClinic, sendOnto, signResident, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
const mint = async () => {
  district = await mintDistrict(store);
};

const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const foreignOffice = () => district.contextFor('referral_office', { foreign: true });
const handle = ({ id, version }: { id: string; version: number }) => ({ referralId: id, version });
const detail = async (referralId: string, context = office()) => granted(await getReferral(context, { referralId }));
const useOf = async (id: string, now = districtNow) =>
  (await listSessions(office(now), { day: clinicDay, institutionCode: null })).sessions.find((session) => session.id === id)?.slots;
const wholeList: ListReferralsInput = {
  ...{ side: 'received', tab: 'to_answer', status: null, who: 'everybody', priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null },
  ...{ overdue: false, placeDay: null, text: null, page: 1, pageSize: 50 },
};
const listed = async (change: Partial<ListReferralsInput> = {}, context = office()) =>
  (await listReferrals(context, { ...wholeList, ...change })).rows;

describe('the way of a referral', () => {
  beforeAll(mint);

  test('doctor → hold → accepted and booked → arrived → completed → back home', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    await signResident(district, district.elder.id);
    const sent = granted(await createReferral(doctor(), orderFor(district.elder.id, { sessionId: session.id })));
    expect(sent.number).toMatch(new RegExp(`^Z${district.regionCode}20250310\\d{6}$`));
    expect(await useOf(session.id)).toMatchObject({ free: 1, held: 1 });

    const seen = await detail(sent.id);
    expect(seen).toMatchObject({
      version: 1,
      signed: true,
      resident: { name: '刘桂兰', age: 75 },
      contract: { teamName: district.team.name },
      fromInstitutionName: '柳河镇卫生院',
      toInstitutionName: '城东中心医院',
      practitionerName: '王建国',
      slot: { standing: 'held', startsAt: session.startsAt, heldUntil: session.startsAt },
      sides: ['receiver'],
      referral: { answerDueAt: districtNow + 24 * hourMs },
    });
    expect(seen.resident?.maskedNumber).toContain('*');
    expect(seen.actions.filter(({ refusals }) => refusals.length === 0).map(({ action }) => action)).toEqual(['ask_info', 'accept', 'queue', 'decline', 'redirect', 'leave']);

    const accepted = granted(await acceptReferral(office(districtNow + hourMs), { ...handle(sent), places: null }));
    expect(accepted).toMatchObject({ status: 'accepted', version: 2 });
    expect(await useOf(session.id)).toMatchObject({ free: 1, booked: 1 });

    const arrived = granted(await arriveReferral(office(session.startsAt), handle(accepted)));
    const completed = granted(
      await completeReferral(office(session.startsAt + hourMs), { ...handle(arrived), opinion: '加用氨氯地平 5 mg qd，监测血压', followUpDay: '2025-03-31' }),
    );
    const returned = granted(await returnReferral(office(session.startsAt + 2 * hourMs), handle(completed)));
    expect(returned).toMatchObject({ status: 'returned', version: 5 });
    expect(await useOf(session.id, session.startsAt)).toMatchObject({ used: 1 });

    const home = await detail(sent.id, doctor());
    expect(home.referral).toMatchObject({ status: 'returned', opinion: '加用氨氯地平 5 mg qd，监测血压', followUpDay: '2025-03-31' });
    expect(home.slot?.standing).toBe('used');
    expect(home.events.map(({ action, seq, actorName }) => [seq, action, actorName])).toEqual([
      [1, 'created', '王医生'],
      [2, 'accepted', '转诊办'],
      [3, 'arrived', '转诊办'],
      [4, 'completed', '转诊办'],
      [5, 'returned', '转诊办'],
    ]);
    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    const audit = await listAudit(store.reads, reach, { subjectKind: 'referral', subjectId: sent.id, limit: 20 });
    expect(audit.map(({ action }) => action).sort()).toEqual(['referral.accepted', 'referral.arrived', 'referral.completed', 'referral.created', 'referral.returned']);
    const views = await listAudit(store.reads, reach, { subjectKind: 'resident', subjectId: district.elder.id, limit: 20 });
    expect(views.filter(({ action }) => action === 'resident.viewed').map(({ actorName }) => actorName).sort()).toEqual(['王医生', '转诊办']);
  });

  test('down: the hospital’s doctor sends a patient home to the township, without a slot', async () => {
    const session = await publishClinic(district);
    const up = await sendOnto(district, session);
    const { referral } = await detail(up.id);
    const choices = await getReferralChoices(office());
    expect(choices.practitioners.map(({ name }) => name)).toEqual(['钱伟']);
    const order = { direction: 'down', toInstitutionCode: district.township.code, departmentCode: 'general', kind: 'outpatient', reason: '病情稳定，回社区康复随访' } as const;
    expect(codesOf(await createReferral(office(), orderFor(referral.residentId, order)))).toEqual(['not_found']);
    const down = granted(await createReferral(office(), orderFor(referral.residentId, { ...order, practitionerId: choices.practitioners[0]?.id ?? '' })));
    const accepted = granted(await acceptReferral(doctor(), { ...handle(down), places: null }));
    granted(await arriveReferral(doctor(), handle(accepted)));
    expect((await listed({ side: 'sent', tab: 'in_care', direction: 'down' })).map(({ id, status }) => [id, status])).toEqual([[down.id, 'arrived']]);
  });

  test('declined with a reason, the place goes back', async () => {
    const session = await publishClinic(district);
    const sent = await sendOnto(district, session);
    expect(codesOf(await declineReferral(office(), { ...handle(sent), code: 'other', reason: '  ' }))).toEqual(['referral.reason_missing']);
    granted(await declineReferral(office(), { ...handle(sent), code: 'other', reason: '资料不全，请补充心电图' }));
    expect(await useOf(session.id)).toMatchObject({ free: 1, held: 0 });
    expect((await detail(sent.id, doctor())).events.at(-1)).toMatchObject({ action: 'declined', facts: { reason: '资料不全，请补充心电图' } });
  });

  test('called off by either side, the booking goes back', async () => {
    const session = await publishClinic(district);
    const first = await sendOnto(district, session);
    expect(codesOf(await cancelReferral(office(), { ...handle(first), reason: '停诊' }))).toEqual(['referral.wrong_side']);
    const accepted = granted(await acceptReferral(office(), { ...handle(first), places: null }));
    granted(await cancelReferral(office(), { ...handle(accepted), reason: '专家停诊' }));
    const second = await sendOnto(district, session);
    granted(await cancelReferral(doctor(), { ...handle(second), reason: '居民不愿前往' }));
    expect(await useOf(session.id)).toMatchObject({ free: 1, held: 0, booked: 0 });
  });

  test('nobody came: no-show, not before the slot’s time', async () => {
    const session = await publishClinic(district);
    const sent = await sendOnto(district, session);
    const accepted = granted(await acceptReferral(office(), { ...handle(sent), places: null }));
    expect(codesOf(await missReferral(office(), handle(accepted)))).toEqual(['referral.not_expired']);
    expect((await detail(sent.id)).actions.find(({ action }) => action === 'miss')?.refusals.map(({ code }) => code)).toEqual(['referral.not_expired']);
    granted(await missReferral(office(session.startsAt), handle(accepted)));
    expect(await useOf(session.id, session.startsAt)).toMatchObject({ no_show: 1 });
  });
});

describe('sending', () => {
  beforeAll(mint);

  test('a retry with the same key finds the referral it sent, one after the other or at once', async () => {
    const session = await publishClinic(district, { capacity: 12 });
    const order = orderFor(await signedResident(district), { sessionId: session.id });
    const first = granted(await createReferral(doctor(), order));
    expect(granted(await createReferral(doctor(), order))).toEqual(first);
    const twice = orderFor(await signedResident(district), { sessionId: session.id });
    const both = await Promise.all([1, 2, 3].map(() => createReferral(doctor(), twice)));
    expect(new Set(both.map((one) => granted(one).id)).size).toBe(1);
    expect(await useOf(session.id)).toMatchObject({ held: 2 });
  });

  test('somebody else’s key is no way to their referral', async () => {
    const order = orderFor(await signedResident(district), { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' });
    granted(await createReferral(doctor(), order));
    const stranger = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    const theirs = { ...orderFor(stranger.id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' }), requestKey: order.requestKey };
    expect(codesOf(await createReferral(district.contextFor('doctor', { foreign: true }), theirs))).toEqual(['conflict.changed_meanwhile']);
  });

  test('a second one to the same department is refused with the number of the first, and shown before', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    const residentId = await signedResident(district);
    const first = granted(await createReferral(doctor(), orderFor(residentId, { sessionId: session.id })));
    expect(await createReferral(doctor(), orderFor(residentId, { sessionId: session.id }))).toEqual({
      ok: false,
      refusals: [{ code: 'referral.already_live', facts: { number: first.number, toInstitutionName: '城东中心医院' } }],
    });
    expect(granted(await getReferralSubject(doctor(), { residentId })).live.map(({ number }) => number)).toEqual([first.number]);
    expect(await useOf(session.id)).toMatchObject({ free: 1, held: 1 });
    granted(await createReferral(doctor(), orderFor(residentId, { toInstitutionCode: district.lead.code, departmentCode: 'neurology' })));
  });

  test('every reason at once, in order, and nothing held', async () => {
    const session = await publishClinic(district);
    const dead = await district.addResident({ deathDay: '2025-03-01' });
    const outcome = await createReferral(doctor(), orderFor(dead.id, { sessionId: session.id, direction: 'down', reason: '血'.repeat(101), consented: false }));
    expect(codesOf(outcome)).toEqual([
      'referral.resident_deceased',
      'referral.direction_wrong',
      'referral.slot_needs_contract',
      'referral.reason_too_long',
      'referral.consent_missing',
    ]);
    expect(await useOf(session.id)).toMatchObject({ free: 1 });
  });

  test('a place not open, urgent only, or released is refused with its reason', async () => {
    const residentId = await signedResident(district);
    const tooEarly = await publishClinic(district, { day: '2025-03-31' });
    expect(codesOf(await createReferral(doctor(), orderFor(residentId, { sessionId: tooEarly.id })))).toEqual(['quota.not_yet_open']);
    const soon = await publishClinic(district, { day: '2025-03-12' });
    expect(codesOf(await createReferral(doctor(), orderFor(residentId, { sessionId: soon.id })))).toEqual(['quota.urgent_only']);
    const late = soon.releaseAt + hourMs;
    expect(codesOf(await createReferral(doctor(late), orderFor(residentId, { sessionId: soon.id, priority: 'urgent', reason: '' })))).toEqual([
      'quota.released',
      'referral.reason_missing',
    ]);
    granted(await createReferral(doctor(), orderFor(residentId, { sessionId: soon.id, priority: 'urgent' })));
  });

  test('anyone may be referred, signed or not, when no reserved place is asked for', async () => {
    const { id } = await district.addResident();
    const sent = granted(await createReferral(doctor(), orderFor(id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect(await detail(sent.id)).toMatchObject({ signed: false, contract: null, slot: null });
    const session = await publishClinic(district);
    expect(codesOf(await acceptReferral(office(), { ...handle(sent), places: { sessionId: session.id, stay: null } }))).toEqual(['referral.slot_needs_contract']);
    granted(await acceptReferral(office(), { ...handle(sent), places: null }));
  });

  test('a resident outside the doctor’s reach is not found; a nurse may not refer', async () => {
    const stranger = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    const order = orderFor(stranger.id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' });
    expect(await createReferral(doctor(), order)).toEqual({ ok: false, refusals: [{ code: 'not_found', facts: { what: 'resident' } }] });
    await expect(createReferral(district.contextFor('nurse'), order)).rejects.toThrow(PermissionDenied);
  });
});

describe('one place, many who want it', () => {
  beforeAll(mint);

  test('of twenty contenders one wins, nineteen hear that it is taken', async () => {
    const session = await publishClinic(district, { capacity: 1 });
    const residents = [];
    for (let count = 0; count < 20; count += 1) residents.push(await signedResident(district));
    const outcomes = await Promise.all(residents.map((id) => createReferral(doctor(), orderFor(id, { sessionId: session.id }))));
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(Array.from({ length: 19 }, () => 'quota.slot_taken'));
    expect(await useOf(session.id)).toEqual({ free: 0, held: 1, booked: 0, used: 0, released: 0, no_show: 0, withdrawn: 0 });
    expect(await listed()).toHaveLength(1);
  });

  test('a hold that ran out is another’s, and the first referral’s answer says so or takes another date', async () => {
    const far = await publishClinic(district, { day: '2025-03-28', publicLeadDays: 30 });
    const first = await sendOnto(district, far);
    const runOut = districtNow + 14 * dayMs;
    const residentId = await signedResident(district);
    expect(codesOf(await createReferral(doctor(runOut - 1), orderFor(residentId, { sessionId: far.id })))).toEqual(['quota.slot_taken']);
    const second = granted(await createReferral(doctor(runOut), orderFor(residentId, { sessionId: far.id })));
    expect((await detail(first.id, office(runOut))).slot?.standing).toBe('lost');
    expect(codesOf(await acceptReferral(office(runOut), { ...handle(first), places: null }))).toEqual(['referral.expired', 'referral.hold_lost']);
    granted(await acceptReferral(office(runOut), { ...handle(second), places: null }));
    expect((await detail(second.id, office(runOut))).slot?.standing).toBe('booked');
  });

  test('another date in the same step: the old place goes back, the new one is booked, or nothing changes', async () => {
    const [old, better, full] = [await publishClinic(district), await publishClinic(district), await publishClinic(district)];
    const sent = await sendOnto(district, old);
    await sendOnto(district, full);
    expect(codesOf(await acceptReferral(office(), { ...handle(sent), places: { sessionId: full.id, stay: null } }))).toEqual(['quota.slot_taken']);
    expect(await useOf(old.id)).toMatchObject({ held: 1 });
    granted(await acceptReferral(office(), { ...handle(sent), places: { sessionId: better.id, stay: null } }));
    expect(await useOf(old.id)).toMatchObject({ free: 1, held: 0 });
    expect(await useOf(better.id)).toMatchObject({ booked: 1 });
    expect((await detail(sent.id)).slot).toMatchObject({ sessionId: better.id, standing: 'booked' });
  });

  test('of two clerks who answer at once one is heard', async () => {
    const session = await publishClinic(district);
    const sent = await sendOnto(district, session);
    const [accepted, declined] = await Promise.all([
      acceptReferral(office(), { ...handle(sent), places: null }),
      declineReferral(office(), { ...handle(sent), code: 'other', reason: '资料不全' }),
    ]);
    expect([accepted.ok, declined.ok].filter(Boolean)).toHaveLength(1);
    expect([...codesOf(accepted), ...codesOf(declined)]).toEqual(['conflict.changed_meanwhile']);
    expect(await useOf(session.id)).toMatchObject(accepted.ok ? { booked: 1 } : { free: 1 });
  });
});

describe('who sees it and who may act', () => {
  beforeAll(mint);

  test('a foreign hospital finds nothing to see or to answer', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    const nothing = { ok: false, refusals: [{ code: 'not_found', facts: { what: 'referral' } }] };
    expect(await getReferral(foreignOffice(), { referralId: sent.id })).toEqual(nothing);
    expect(await acceptReferral(foreignOffice(), { ...handle(sent), places: null })).toEqual(nothing);
    expect(await declineReferral(foreignOffice(), { ...handle(sent), code: 'other', reason: '不收' })).toEqual(nothing);
    expect(await listed({}, foreignOffice())).toEqual([]);
    expect((await countReferrals(foreignOffice())).received).toMatchObject({ tabs: { to_answer: 0, to_arrive: 0 }, overdue: 0 });
  });

  test('the wrong side and the wrong state are told in order; the right to it comes first', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    expect(codesOf(await acceptReferral(doctor(), { ...handle(sent), places: null }))).toEqual(['referral.wrong_side']);
    expect(codesOf(await completeReferral(doctor(), { ...handle(sent), opinion: '', followUpDay: null }))).toEqual([
      'referral.wrong_side',
      'referral.wrong_status',
      'referral.opinion_missing',
    ]);
    expect(codesOf(await arriveReferral(office(), handle(sent)))).toEqual(['referral.wrong_status']);
    expect(() => acceptReferral(district.contextFor('nurse'), { ...handle(sent), places: null })).toThrow(PermissionDenied);
  });

  test('a version that is not the latest is a conflict', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    granted(await acceptReferral(office(), { ...handle(sent), places: null }));
    expect(await arriveReferral(office(), handle(sent))).toEqual({
      ok: false,
      refusals: [{ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } }],
    });
    granted(await arriveReferral(office(), { referralId: sent.id, version: null }));
  });

  test('an alliance manager sees the flow and no patient', async () => {
    const sent = await sendOnto(district, await publishClinic(district));
    const manager = district.contextFor('alliance_manager');
    expect(await detail(sent.id, manager)).toMatchObject({ resident: null, referral: { findings: null } });
    expect((await listed({}, manager)).every(({ resident }) => resident === null)).toBe(true);
  });
});

describe('the worklist', () => {
  beforeAll(mint);

  test('is worst first, filtered, counted and paged', async () => {
    const to = { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' } as const;
    const send = async (label: string, signed: boolean, priority: 'emergency' | 'urgent' | 'routine', minutes: number) => {
      const { id } = await district.addResident({ name: label });
      if (signed) await signResident(district, id);
      return granted(await createReferral(doctor(districtNow + minutes * 60_000), orderFor(id, { ...to, priority, requestKey: fresh('list') })));
    };
    await send('普通未签', false, 'routine', 0);
    await send('普通签约晚', true, 'routine', 2);
    await send('普通签约早', true, 'routine', 1);
    const urgent = await send('加急未签', false, 'urgent', 3);
    await send('急诊签约', true, 'emergency', 4);
    const over = await send('急诊已结', true, 'emergency', 0);
    granted(await declineReferral(office(), { ...handle(over), code: 'other', reason: '本院无此专科' }));
    const names = async (...args: Parameters<typeof listed>) => (await listed(...args)).map(({ resident }) => resident?.name);
    expect(await names()).toEqual(['急诊签约', '加急未签', '普通签约早', '普通签约晚', '普通未签']);
    expect(await names({ tab: 'done' })).toEqual(['急诊已结']);
    expect((await names({ tab: 'all' })).length).toBe(6);
    expect(await names({ priority: 'routine', text: '普通签' })).toEqual(['普通签约早', '普通签约晚']);
    expect(await names({ text: urgent.number.toLowerCase() })).toEqual(['加急未签']);
    expect(await names({ text: '%' })).toEqual([]);
    expect(await names({ page: 2, pageSize: 2 })).toEqual(['普通签约早', '普通签约晚']);
    const later = office(districtNow + 3 * hourMs);
    expect(await names({ overdue: true }, later)).toEqual(['急诊签约']);
    expect(await countReferrals(later)).toMatchObject({ received: { tabs: { to_answer: 5, to_arrive: 0, in_care: 0 }, overdue: 1 }, sent: { tabs: { to_answer: 0 }, overdue: 0 } });
    expect((await listed({ side: 'sent' }, doctor())).length).toBe(5);
  });
});

describe('what the clock ends', () => {
  beforeAll(mint);

  test('unanswered when its slot begins, and accepted but not come a day later', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    const [silent, awaited] = [await sendOnto(district, session), await sendOnto(district, session)];
    granted(await acceptReferral(office(), { ...handle(awaited), places: null }));
    const clock = (now: number) => district.contextFor('system', { now });
    expect(codesOf(await expireReferral(clock(session.startsAt - 1), handle(silent)))).toEqual(['referral.not_expired']);
    expect(await expireReferrals(clock(session.startsAt - 1))).toEqual({ expired: 0 });
    expect(await expireReferrals(clock(session.startsAt))).toEqual({ expired: 1 });
    expect(await useOf(session.id, session.startsAt)).toMatchObject({ free: 1, booked: 1 });
    expect(await expireReferrals(clock(session.startsAt + dayMs))).toEqual({ expired: 1 });
    expect(await useOf(session.id, session.startsAt + dayMs)).toMatchObject({ free: 1, no_show: 1 });
    expect((await detail(awaited.id)).events.at(-1)).toMatchObject({ action: 'expired', actorName: 'test' });
  });

  test('without a slot after its validity', async () => {
    const { id } = await district.addResident();
    granted(await createReferral(doctor(), orderFor(id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect(await expireReferrals(district.contextFor('system', { now: districtNow + 14 * dayMs - 1 }))).toEqual({ expired: 0 });
    expect(await expireReferrals(district.contextFor('system', { now: districtNow + 14 * dayMs }))).toEqual({ expired: 1 });
    expect(instantOf('2025-03-24 09:00:00')).toBe(districtNow + 14 * dayMs);
  });
});
