import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findConsentOfReferral } from '@/db/queries/consent';
import { insertInstitutions } from '@/db/queries/registry';
import { askConsultAgain } from '@/server/services/consult/ask-consult-again';
import { convertConsult } from '@/server/services/consult/convert-consult';
import { getConversation } from '@/server/services/consult/get-consult';
import { countConsults, listConsults, summariseConsults } from '@/server/services/consult/list-consults';
import { replyConsult } from '@/server/services/consult/reply-consult';
import { sayInConsult } from '@/server/services/consult/say-in-consult';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { closeReferral } from '@/server/services/referral/close-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { codesOf, granted, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const hour = 3_600_000;
const doctor = (now?: number) => district.contextFor('doctor', { now });
const office = (now?: number) => district.contextFor('referral_office', { now });

async function ask(change: Parameters<typeof orderFor>[1] = {}, mayConvert = false) {
  const order = orderFor(await signedResident(district), {
    ...{ kind: 'e_consult', consult: { type: 'ecg', mayConvert }, toInstitutionCode: district.lead.code, departmentCode: 'cardiology' },
    reason: '间断心悸，请协助判读心电图',
    ...change,
  });
  return granted(await createReferral(doctor(), order));
}

const handleOf = async (referralId: string) => ({ referralId, version: granted(await getReferral(doctor(), { referralId })).version });
const said = async (referralId: string) => granted(await getConversation(doctor(), { referralId })).messages.map(({ side, text }) => `${side}: ${text}`);

describe('an e-consult', () => {
  test('is asked, talked over, answered, asked again and closed, and all of it stays readable', async () => {
    const asked = await ask();
    expect(asked.status).toBe('sent');
    granted(await sayInConsult(office(), { referralId: asked.id, text: ' 症状出现时的心电图有吗？ ' }));
    granted(await sayInConsult(doctor(), { referralId: asked.id, text: '附 3 月 9 日发作时 12 导联' }));
    const replied = granted(await replyConsult(office(), { ...(await handleOf(asked.id)), opinion: '房性早搏，暂不需抗心律失常药', findings: '窦性心律，偶发房早' }));
    expect(replied.status).toBe('completed');
    const again = granted(await askConsultAgain(doctor(districtNow + hour), { ...(await handleOf(asked.id)), question: '是否需要 24 小时动态心电图？' }));
    expect(again.status).toBe('sent');
    const { referral } = granted(await getReferral(doctor(), { referralId: asked.id }));
    expect(referral).toMatchObject({ answerDueAt: districtNow + 25 * hour, answeredAt: districtNow });
    granted(await replyConsult(office(districtNow + 2 * hour), { ...(await handleOf(asked.id)), opinion: '建议做一次', findings: '' }));
    granted(await closeReferral(doctor(districtNow + 3 * hour), await handleOf(asked.id)));
    expect(await said(asked.id)).toEqual([
      'receiver: 症状出现时的心电图有吗？',
      'sender: 附 3 月 9 日发作时 12 导联',
      'receiver: 窦性心律，偶发房早',
      'receiver: 房性早搏，暂不需抗心律失常药',
      'sender: 是否需要 24 小时动态心电图？',
      'receiver: 建议做一次',
    ]);
    expect(codesOf(await sayInConsult(doctor(), { referralId: asked.id, text: '谢谢' }))).toEqual(['consult.over']);
  });

  test('needs a type, and no place', async () => {
    const session = await publishClinic(district);
    const order = orderFor(await signedResident(district), { kind: 'e_consult', consult: null, sessionId: session.id });
    expect(codesOf(await createReferral(doctor(), order))).toEqual(['referral.consult_type_wrong', 'referral.consult_needs_no_place']);
    const visit = orderFor(await signedResident(district), { consult: { type: 'imaging', mayConvert: false }, toInstitutionCode: district.lead.code, departmentCode: 'cardiology' });
    expect(codesOf(await createReferral(doctor(), visit))).toEqual(['referral.consult_type_wrong']);
  });

  test('crosses no referral, and no referral it', async () => {
    const residentId = await signedResident(district);
    const to = { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' };
    granted(await createReferral(doctor(), orderFor(residentId, { ...to, kind: 'e_consult', consult: { type: 'clinical', mayConvert: false } })));
    granted(await createReferral(doctor(), orderFor(residentId, to)));
  });

  test('nobody travels to it: no accepting, no arriving', async () => {
    const asked = await ask();
    expect(codesOf(await acceptReferral(office(), { referralId: asked.id, version: 1, places: null }))).toEqual(['referral.wrong_kind']);
  });

  test.each([
    ['nothing', ' ', ['consult.message_missing']],
    ['more than a screen', '述'.repeat(1001), ['consult.message_too_long']],
  ])('saying %s is refused', async (_, text, codes) => {
    const asked = await ask();
    expect(codesOf(await sayInConsult(doctor(), { referralId: asked.id, text }))).toEqual(codes);
    expect(await said(asked.id)).toEqual([]);
  });

  test('an answer that is refused leaves nothing behind', async () => {
    const asked = await ask();
    const handle = await handleOf(asked.id);
    expect(codesOf(await replyConsult(office(), { ...handle, opinion: '', findings: '窦性心律' }))).toEqual(['referral.opinion_missing']);
    expect(codesOf(await replyConsult(office(), { ...handle, opinion: '早搏', findings: '见'.repeat(1001) }))).toEqual(['consult.message_too_long']);
    expect(codesOf(await replyConsult(doctor(), { ...handle, opinion: '早搏', findings: '' }))).toEqual(['referral.wrong_side']);
    expect(await said(asked.id)).toEqual([]);
  });

  test('two answers at once: one stands, the other hears of it', async () => {
    const asked = await ask();
    const handle = await handleOf(asked.id);
    const outcomes = await Promise.all([1, 2].map((at) => replyConsult(office(), { ...handle, opinion: `意见 ${at}`, findings: '' })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(['conflict.changed_meanwhile']);
    expect(await said(asked.id)).toHaveLength(1);
  });
});

describe('turned into a referral', () => {
  test('by the receiver when its author allowed it: answered, closed and sent in one go', async () => {
    const asked = await ask({}, true);
    const made = granted(await convertConsult(office(), { ...(await handleOf(asked.id)), kind: 'outpatient', priority: 'urgent', opinion: '请来院完善检查', consented: false }));
    const { referral, events } = granted(await getReferral(doctor(), { referralId: made.id }));
    expect(referral).toMatchObject({ status: 'sent', kind: 'outpatient', priority: 'urgent', previousId: asked.id, origin: 'consult', consultType: null, answerDueAt: districtNow + 8 * hour });
    expect(events.map(({ action }) => action)).toEqual(['created']);
    const before = granted(await getReferral(doctor(), { referralId: asked.id }));
    expect(before.referral.status).toBe('closed');
    expect(before.events.map(({ action }) => action)).toEqual(['created', 'replied', 'closed']);
    expect(granted(await getConversation(doctor(), { referralId: asked.id })).following).toEqual([expect.objectContaining({ id: made.id, kind: 'outpatient' })]);
  });

  test('it rests on the consent of whoever agreed to be asked about', async () => {
    const asked = await ask({ consent: { way: 'desk', guardian: { name: '王建国', relation: '父亲' } } }, true);
    const made = granted(await convertConsult(office(districtNow + hour), { ...(await handleOf(asked.id)), kind: 'outpatient', priority: 'routine', opinion: '请来院', consented: false }));
    const [first, second] = [await findConsentOfReferral(store.reads, district.regionCode, asked.id), await findConsentOfReferral(store.reads, district.regionCode, made.id)];
    expect(first).toMatchObject({ method: 'guardian', guardian: { name: '王建国', relation: '父亲' }, givenAt: districtNow });
    expect(second).toMatchObject({ method: 'guardian', guardian: { name: '王建国', relation: '父亲' }, givenAt: districtNow, scene: 'referral' });
  });

  test('not by the receiver otherwise, and then nothing has changed', async () => {
    const asked = await ask();
    const input = { ...(await handleOf(asked.id)), kind: 'outpatient', priority: 'routine', opinion: '请来院', consented: true } as const;
    expect(codesOf(await convertConsult(office(), input))).toEqual(['consult.conversion_not_allowed']);
    expect(granted(await getReferral(doctor(), { referralId: asked.id })).referral.status).toBe('sent');
  });

  test('by its author once it is answered and the resident agrees', async () => {
    const asked = await ask();
    const early = { ...(await handleOf(asked.id)), kind: 'exam', priority: 'routine', opinion: '', consented: true } as const;
    expect(codesOf(await convertConsult(doctor(), early))).toEqual(['referral.wrong_side', 'referral.opinion_missing']);
    granted(await replyConsult(office(), { ...(await handleOf(asked.id)), opinion: '建议心脏超声', findings: '' }));
    const input = { ...early, ...(await handleOf(asked.id)) };
    expect(codesOf(await convertConsult(doctor(), { ...input, consented: false }))).toEqual(['referral.consent_missing']);
    expect(codesOf(await convertConsult(doctor(), { ...input, kind: 'e_consult' }))).toEqual(['consult.kind_needs_travel']);
    expect(granted(await convertConsult(doctor(), input)).status).toBe('sent');
    expect(codesOf(await convertConsult(doctor(), { ...input, ...(await handleOf(asked.id)) }))).toContain('referral.wrong_status');
  });
});

describe('what a conversion may not do, and its author may', () => {
  test('it crosses no referral that is under way to the same department', async () => {
    const asked = await ask({}, true);
    const { residentId } = granted(await getReferral(doctor(), { referralId: asked.id })).referral;
    const under = granted(await createReferral(doctor(), orderFor(residentId, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    const done = await convertConsult(office(), { ...(await handleOf(asked.id)), kind: 'outpatient', priority: 'routine', opinion: '请来院', consented: false });
    expect(done).toMatchObject({ ok: false, refusals: [{ code: 'referral.already_live', facts: { number: under.number } }] });
    expect(granted(await getReferral(doctor(), { referralId: asked.id })).referral.status).toBe('sent');
  });

  test('where nobody of the hospital works here, the author notes its answer and converts with the resident’s consent', async () => {
    const outside = { ...district.foreignLead, code: `H${district.regionCode}00078`, name: '无人在线医院', allianceId: null };
    await store.transaction((tx) => insertInstitutions(tx, [outside]));
    const asked = await ask({ toInstitutionCode: outside.code });
    const input = { ...(await handleOf(asked.id)), kind: 'outpatient', priority: 'routine', opinion: '建议去该院门诊', consented: true } as const;
    const made = granted(await convertConsult(doctor(), input));
    expect(granted(await getReferral(doctor(), { referralId: made.id })).referral).toMatchObject({ status: 'sent', external: true, toInstitutionCode: outside.code });
  });
});

describe('the list and the counts', () => {
  test('what waits for an answer comes first, the pressing before the rest; everything is counted', async () => {
    const own = await mintDistrict(store);
    const context = own.contextFor('doctor');
    const consult = async (type: 'imaging' | 'ecg', priority: 'routine' | 'urgent') =>
      granted(
        await createReferral(context, orderFor(await signedResident(own), { kind: 'e_consult', consult: { type, mayConvert: false }, priority, toInstitutionCode: own.lead.code, departmentCode: 'cardiology' })),
      );
    const [first, pressing, answered] = [await consult('imaging', 'routine'), await consult('ecg', 'urgent'), await consult('ecg', 'routine')];
    granted(await replyConsult(own.contextFor('referral_office'), { referralId: answered.id, version: 1, opinion: '正常心电图', findings: '' }));
    const all = { cut: 'all', type: null, text: null, page: 1, pageSize: 10 } as const;
    const received = await listConsults(own.contextFor('referral_office'), { side: 'received', ...all });
    expect(received.rows.map(({ id }) => id)).toEqual([pressing.id, first.id, answered.id]);
    expect(received.rows.map(({ messages }) => messages)).toEqual([0, 0, 1]);
    expect((await listConsults(own.contextFor('referral_office'), { side: 'sent', ...all })).total).toBe(0);
    expect((await listConsults(context, { side: 'sent', ...all, cut: 'answered', type: 'ecg' })).rows.map(({ id }) => id)).toEqual([answered.id]);
    expect(await countConsults(own.contextFor('referral_office', { now: districtNow + 25 * hour }))).toEqual({ received: { open: 2, overdue: 2 }, sent: { open: 0, overdue: 0 } });
    const day = { fromDay: '2025-03-10', toDay: '2025-03-10' };
    expect((await summariseConsults(context, day)).map(({ type, asked, answered: done, people }) => [type, asked, done, people])).toEqual([
      ['ecg', 2, 1, 1],
      ['imaging', 1, 0, 0],
    ]);
  });
});
