import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import { addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { closeFollowedUp } from '@/server/services/care-plan/close-followed-up';
import { dropCareTask } from '@/server/services/care-plan/drop-care-task';
import { getCarePlan, getCarePlanRevision } from '@/server/services/care-plan/get-care-plan';
import { listOwnCarePlans } from '@/server/services/care-plan/list-own-care';
import { countAllReturning, listReturning } from '@/server/services/care-plan/list-returning';
import { noticeReadmissions } from '@/server/services/care-plan/notice-readmissions';
import { saveCarePlan } from '@/server/services/care-plan/save-care-plan';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { closeReferral } from '@/server/services/referral/close-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { type FollowUpInput, followUpReferral } from '@/server/services/referral/follow-up-referral';
import { receiveReferral } from '@/server/services/referral/receive-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { planContent } from '../factories/care-plans';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { codesOf, granted, orderFor, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const today = dayOfInstant(districtNow);
const after = (days: number) => districtNow + days * dayMs;
const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const nurse = (now = districtNow) => district.contextFor('nurse', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const clock = (now = districtNow) => district.contextFor('system', { now });
const handle = ({ id, version }: Pick<ReferralReceipt, 'id' | 'version'>) => ({ referralId: id, version });
const planOf = async (referralId: string, context = office()) => granted(await getCarePlan(context, { referralId }));
/** What the referral itself says of its plan. */
const careOf = async (referralId: string, context = office()) => granted(await getReferral(context, { referralId })).care;
const found = (change: Partial<FollowUpInput> = {}) => ({ place: 'home', note: '血压平稳', measurements: {}, taskKeys: [], ...change }) as const;

/** A signed resident in the lead hospital's ward. */
async function inHospital(): Promise<ReferralReceipt & { readonly residentId: string }> {
  const residentId = await signedResident(district);
  const sent = granted(await createReferral(doctor(), orderFor(residentId, { kind: 'inpatient', toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
  const accepted = granted(await acceptReferral(office(), { ...handle(sent), places: null }));
  return { ...granted(await arriveReferral(office(), handle(accepted))), residentId };
}

async function returned(content: CarePlanContent = planContent(), now = districtNow) {
  const there = await inHospital();
  return { ...granted(await returnReferral(office(now), { ...handle(there), opinion: '血压平稳，回社区继续管理', plan: { content, version: null } })), residentId: there.residentId };
}

async function received(content?: CarePlanContent) {
  const back = await returned(content);
  return { ...granted(await receiveReferral(nurse(), { ...handle(back), note: '已核对用药' })), residentId: back.residentId };
}

describe('on the way back', () => {
  test('the doctor in hospital writes a draft that nobody else reads, and hands it over with the patient', async () => {
    const there = await inHospital();
    const begun = planContent({ drugs: [], tasks: [], summary: { ...planContent().summary, course: '' } });
    const kept = granted(await saveCarePlan(office(), { referralId: there.id, content: begun, version: null, handOver: false, reason: null }));
    expect(kept).toEqual({ version: 1, revision: 0, status: 'draft' });
    expect((await planOf(there.id)).plan?.content).toEqual(begun);
    expect(await planOf(there.id, doctor())).toMatchObject({ plan: null, handedOver: false, mayWrite: false, tasks: [] });
    expect([await careOf(there.id), await careOf(there.id, doctor())]).toEqual([{ plan: 'shown', mayWrite: true }, { plan: 'none', mayWrite: false }]);

    const back = granted(await returnReferral(office(), { ...handle(there), opinion: '血压平稳', plan: { content: planContent(), version: 1 } }));
    expect(back).toMatchObject({ status: 'returned', version: there.version + 2 });
    expect(await planOf(there.id, doctor())).toMatchObject({
      handedOver: true,
      receiveDueOn: addDays(today, 3),
      referral: { opinion: '血压平稳', followUpDay: addDays(today, 7) },
      plan: { status: 'handed_over', revision: 1, version: 2, content: planContent(), dischargedOn: today },
      tasks: [{ key: 't1', state: 'due' }, { key: 't2', state: 'upcoming' }],
      mayWork: false,
    });
    expect(await careOf(there.id, doctor())).toEqual({ plan: 'shown', mayWrite: false });
  });

  test('who stayed does not come back without a plan; everything that lacks is told at once, and nothing is changed', async () => {
    const there = await inHospital();
    expect(codesOf(await returnReferral(office(), { ...handle(there), opinion: '平稳', plan: null }))).toEqual(['care.plan_missing']);
    // What completing lacks and what the plan lacks is told at once.
    expect(codesOf(await returnReferral(office(), { ...handle(there), opinion: ' ', plan: null }))).toEqual(['referral.opinion_missing', 'care.plan_missing']);
    const poor = planContent({ diagnoses: [], tasks: [] });
    expect(codesOf(await returnReferral(office(), { ...handle(there), opinion: '平稳', plan: { content: poor, version: null } }))).toEqual(['care.diagnosis_missing', 'care.first_task_late']);
    expect((await planOf(there.id)).referral.status).toBe('arrived');
  });

  test('a hospital’s system returns first, and the plan comes after', async () => {
    const there = await inHospital();
    const done = granted(await completeReferral(office(), { ...handle(there), opinion: '平稳', followUpDay: null }));
    const own = office();
    const his = own.actor.kind === 'staff' ? { ...own, actor: { ...own.actor, role: 'his' as const } } : own;
    granted(await returnReferral(his, handle(done)));
    const late = { referralId: there.id, content: planContent(), version: null, handOver: true, reason: null };
    expect(codesOf(await saveCarePlan(doctor(), late))).toEqual(['care.not_writer']);
    expect(granted(await saveCarePlan(office(), late))).toMatchObject({ revision: 1, status: 'handed_over' });
    expect((await planOf(there.id, doctor())).tasks).toHaveLength(2);
  });

  test('of two who write at once the second is told, and loses nothing that was kept', async () => {
    const there = await inHospital();
    granted(await saveCarePlan(office(), { referralId: there.id, content: planContent(), version: null, handOver: false, reason: null }));
    expect(codesOf(await saveCarePlan(office(), { referralId: there.id, content: planContent({ goals: '别的' }), version: null, handOver: false, reason: null }))).toEqual(['conflict.changed_meanwhile']);
    expect(codesOf(await returnReferral(office(), { ...handle(there), opinion: '平稳', plan: { content: planContent(), version: null } }))).toEqual(['conflict.changed_meanwhile']);
    expect((await planOf(there.id)).plan?.content.goals).toBe(planContent().goals);
  });

  test('a plan is not written before the patient has come', async () => {
    const residentId = await signedResident(district);
    const sent = granted(await createReferral(doctor(), orderFor(residentId, { kind: 'inpatient', toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect(codesOf(await saveCarePlan(office(), { referralId: sent.id, content: planContent(), version: null, handOver: false, reason: null }))).toEqual(['care.wrong_status']);
  });

  test('strangers find neither plan nor patient, and managers no content', async () => {
    const back = await returned();
    expect(codesOf(await getCarePlan(district.contextFor('doctor', { foreign: true }), { referralId: back.id }))).toEqual(['not_found']);
    expect(codesOf(await saveCarePlan(district.contextFor('referral_office', { foreign: true }), { referralId: back.id, content: planContent(), version: 1, handOver: true, reason: '改' }))).toEqual(['not_found']);
    expect(await planOf(back.id, district.contextFor('alliance_manager'))).toMatchObject({ handedOver: true, plan: null, resident: null, tasks: [] });
    expect(await careOf(back.id, district.contextFor('alliance_manager'))).toEqual({ plan: 'hidden', mayWrite: false });
  });

  test('managers read no opinion, and nothing that was measured; the audit keeps that it was done, not what was found', async () => {
    const home = await received();
    granted(await followUpReferral(nurse(after(5)), { ...handle(home), ...found({ note: '诉头晕两天', measurements: { systolic: 187 } }) }));
    const manager = district.contextFor('alliance_manager');
    const shown = JSON.stringify([granted(await getReferral(manager, { referralId: home.id })), await planOf(home.id, manager)]);
    expect(shown).not.toMatch(/血压平稳，回社区继续管理|头晕|"systolic":187/);
    expect(JSON.stringify(granted(await getReferral(doctor(), { referralId: home.id })))).toMatch(/血压平稳，回社区继续管理.*头晕.*"systolic":187/);
    const rows = JSON.stringify(await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { limit: 50 }));
    expect(rows).toContain('referral.followed_up');
    expect(rows).not.toMatch(/头晕|systolic/);
  });

  test('a trace says what was seen: no plan is read where there is none, or none is shown', async () => {
    const there = await inHospital();
    const back = await returned();
    await planOf(there.id, doctor());
    await planOf(back.id, district.contextFor('alliance_manager'));
    const traces = async () => (await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { limit: 100 })).filter(({ action }) => action === 'care.viewed').length;
    expect(await traces()).toBe(0);
    await planOf(back.id, doctor());
    expect(await traces()).toBe(1);
  });

  test('every look leaves a trace for the patient', async () => {
    const back = await returned();
    await planOf(back.id, doctor());
    const rows = await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { limit: 50 });
    expect(JSON.stringify(rows)).toContain('care.viewed');
  });
});

describe('at home', () => {
  test('received → followed up with a task and its values → the other task → closed', async () => {
    const home = await received();
    const worklist = granted(await listReturning(nurse(), { tab: 'follow_up', mine: true, text: null, page: 1, pageSize: 20 }));
    expect(worklist.rows).toMatchObject([{ referralId: home.id, dueOn: addDays(today, 7), daysLeft: 7, handedOver: true }]);

    const values = { systolic: 132, diastolic: 84 };
    const seen = granted(await followUpReferral(nurse(after(5)), { ...handle(home), ...found({ taskKeys: ['t1'], measurements: values }) }));
    expect(seen.status).toBe('followed_up');
    expect((await planOf(home.id, doctor(after(5)))).tasks).toMatchObject([{ key: 't1', state: 'done', place: 'home', note: '血压平稳', measurements: values, endedByName: '李护士' }, { key: 't2', state: 'upcoming' }]);

    expect(codesOf(await closeReferral(doctor(after(6)), handle(seen)))).toEqual(['referral.tasks_open']);
    expect(codesOf(await followUpReferral(nurse(after(6)), { ...handle(seen), ...found({ taskKeys: ['t2'] }) }))).toEqual(['care.task_too_early']);
    const again = granted(await followUpReferral(nurse(after(28)), { ...handle(seen), ...found({ taskKeys: ['t2'] }) }));
    expect(granted(await closeReferral(doctor(after(28)), handle(again))).status).toBe('closed');
  });

  test('whoever was not received has not been seen', async () => {
    const back = await returned();
    expect(codesOf(await followUpReferral(nurse(), { ...handle(back), ...found({ taskKeys: ['t1'] }) }))).toEqual(['referral.wrong_status']);
  });

  test('nonsense is refused with every reason at once', async () => {
    const home = await received();
    const wrong = found({ note: '长'.repeat(501), measurements: { systolic: 80, diastolic: 120, heartRate: 999 }, taskKeys: ['t2'] });
    expect(codesOf(await followUpReferral(nurse(), { ...handle(home), ...wrong }))).toEqual(['referral.reason_too_long', 'care.task_too_early', 'service.measurement_out_of_range', 'service.pressure_upside_down']);
    expect(codesOf(await followUpReferral(nurse(), { ...handle(home), ...found({ taskKeys: ['t9'] }) }))).toEqual(['not_found']);
    expect(codesOf(await followUpReferral(nurse(), { ...handle(home), ...found({ note: '' }) }))).toEqual(['referral.reason_missing']);
  });

  test('of two nurses who note the same task one is told', async () => {
    const home = await received();
    const note = { ...handle(home), ...found({ taskKeys: ['t1'] }) };
    const both = await Promise.all([followUpReferral(nurse(), note), followUpReferral(nurse(), note)]);
    expect(both.map(codesOf).sort()).toEqual([[], ['conflict.changed_meanwhile']]);
  });

  test('a task is called off with a reason, once', async () => {
    const home = await received();
    expect(codesOf(await dropCareTask(nurse(), { referralId: home.id, key: 't2', reason: ' ' }))).toEqual(['referral.reason_missing']);
    granted(await dropCareTask(nurse(), { referralId: home.id, key: 't2', reason: '患者去外地子女家' }));
    expect(codesOf(await dropCareTask(nurse(), { referralId: home.id, key: 't2', reason: '再来' }))).toEqual(['care.task_ended']);
    expect((await planOf(home.id, office())).tasks[1]).toMatchObject({ state: 'dropped', note: '患者去外地子女家' });
  });

  test('a changed plan keeps what was said and done before', async () => {
    const home = await received();
    granted(await followUpReferral(nurse(after(2)), { ...handle(home), ...found({ taskKeys: ['t1'] }) }));
    const second = planContent({ goals: '血压低于 130/80 mmHg', tasks: [{ key: 't3', kind: 'laboratory', title: '复查肾功能', from: null, due: addDays(today, 21) }] });
    const change = { referralId: home.id, content: second, version: 1, handOver: true };
    expect(codesOf(await saveCarePlan(office(after(3)), { ...change, reason: null }))).toEqual(['care.text_missing']);
    expect(granted(await saveCarePlan(office(after(3)), { ...change, reason: '复诊后调整目标' }))).toEqual({ version: 2, revision: 2, status: 'handed_over' });
    const shown = await planOf(home.id, nurse(after(3)));
    expect(shown.tasks.map(({ key, state }) => [key, state])).toEqual([['t1', 'done'], ['t3', 'upcoming'], ['t2', 'replaced']]);
    expect(shown.revisions).toMatchObject([{ revision: 2, reason: '复诊后调整目标' }, { revision: 1, reason: null }]);
    expect(granted(await getCarePlanRevision(nurse(after(3)), { referralId: home.id, revision: 1 })).content).toEqual(planContent());
  });

  test('without a day of the hospital’s the patient is seen within two weeks', async () => {
    const residentId = await signedResident(district);
    const sent = granted(await createReferral(doctor(), orderFor(residentId, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    const accepted = granted(await acceptReferral(office(), { ...handle(sent), places: null }));
    const there = granted(await arriveReferral(office(), handle(accepted)));
    const back = granted(await returnReferral(office(), { ...handle(there), opinion: '门诊调整用药', plan: null }));
    const home = granted(await receiveReferral(doctor(after(1)), { ...handle(back), note: null }));
    expect((await planOf(home.id, doctor(after(1)))).referral.followUpDay).toBe(addDays(today, 15));
    expect(codesOf(await closeReferral(doctor(after(1)), handle(home)))).toEqual(['referral.follow_up_owed']);
  });

  test('the clock closes what has nothing left to do once a readmission is out of the question', async () => {
    const home = await received(planContent({ tasks: planContent().tasks.slice(0, 1) }));
    granted(await followUpReferral(nurse(after(2)), { ...handle(home), ...found({ taskKeys: ['t1'] }) }));
    expect(await closeFollowedUp(clock(after(32)))).toEqual({ closed: 0 });
    expect(await closeFollowedUp(clock(after(34)))).toEqual({ closed: 1 });
    expect((await planOf(home.id)).referral.status).toBe('closed');
  });

  test('the counts tell what is due and what is late', async () => {
    await returned();
    const home = await received();
    const counts = granted(await countAllReturning(nurse(after(8)), { mine: true }));
    expect(counts.tabs).toMatchObject({ receive: { total: 1, overdue: 1 }, follow_up: { total: 1, overdue: 1 }, tasks: { total: 1, overdue: 1 }, later: { total: 1, overdue: 0 }, away: { total: 0 } });
    expect(counts.month).toEqual({ plans: 2, bedDaysFreed: 0, readmissions: 0 });
    const tasks = granted(await listReturning(nurse(after(8)), { tab: 'tasks', mine: false, text: null, page: 1, pageSize: 20 }));
    expect(tasks.rows).toMatchObject([{ referralId: home.id, task: { key: 't1' }, daysLeft: -1 }]);
    const hospital = granted(await countAllReturning(office(after(8)), { mine: false }));
    expect(hospital.tabs).toMatchObject({ handed: { total: 1, overdue: 1 }, to_return: { total: 0 } });
  });

  test('the patient reads drugs, days and warnings', async () => {
    const home = await received();
    const own = await listOwnCarePlans(district.contextFor('resident', { residentId: home.residentId }));
    expect(own).toMatchObject([{ dischargedOn: today, content: { drugs: planContent().drugs, warnings: planContent().warnings }, tasks: [{ key: 't1', state: 'due' }, { key: 't2', state: 'upcoming' }] }]);
    expect(await listOwnCarePlans(district.contextFor('resident'))).toEqual([]);
  });
});

describe('in hospital again', () => {
  test('is noticed once, from another referral for a stay', async () => {
    const home = await received();
    expect(await noticeReadmissions(clock(after(4)))).toEqual({ noticed: 0 });
    const sent = granted(await createReferral(doctor(after(5)), orderFor(home.residentId, { kind: 'inpatient', toInstitutionCode: district.lead.code, departmentCode: 'neurology' })));
    const accepted = granted(await acceptReferral(office(after(5)), { ...handle(sent), places: null }));
    granted(await arriveReferral(office(after(6)), handle(accepted)));
    expect(await noticeReadmissions(clock(after(6) + hourMs))).toEqual({ noticed: 1 });
    expect(await noticeReadmissions(clock(after(7)))).toEqual({ noticed: 0 });
    expect((await planOf(home.id)).plan?.readmission).toEqual({ source: 'referral', ref: sent.number, on: addDays(today, 6) });
    expect(granted(await listReturning(office(after(7)), { tab: 'readmitted', mine: false, text: null, page: 1, pageSize: 20 })).rows).toMatchObject([{ referralId: home.id, readmittedOn: addDays(today, 6) }]);
  });

  test('does not count after the days of the policy', async () => {
    const home = await received();
    const sent = granted(await createReferral(doctor(after(32)), orderFor(home.residentId, { kind: 'inpatient', toInstitutionCode: district.lead.code, departmentCode: 'neurology' })));
    const accepted = granted(await acceptReferral(office(after(32)), { ...handle(sent), places: null }));
    granted(await arriveReferral(office(after(32)), handle(accepted)));
    expect(await noticeReadmissions(clock(after(33)))).toEqual({ noticed: 0 });
  });
});

describe('down by a referral of its own', () => {
  // A hospital knows who has been with it.
  const down = async () => {
    const { residentId } = await inHospital();
    const sent = granted(
      await createReferral(office(), orderFor(residentId, { direction: 'down', kind: 'rehabilitation', toInstitutionCode: district.township.code, departmentCode: 'rehabilitation', practitionerId: `${district.lead.code}-P1` })),
    );
    return sent;
  };

  test('the hospital’s plan goes along, nights freed are counted, and the team works by it once the patient is there', async () => {
    const sent = await down();
    const content = planContent({ summary: { ...planContent().summary, plannedUntil: addDays(today, 4) } });
    expect(codesOf(await saveCarePlan(doctor(), { referralId: sent.id, content, version: null, handOver: true, reason: null }))).toEqual(['care.not_writer']);
    granted(await saveCarePlan(office(), { referralId: sent.id, content, version: null, handOver: true, reason: null }));
    expect((await planOf(sent.id, doctor())).plan).toMatchObject({ bedDaysFreed: 4, hospitalCode: district.lead.code, homeCode: district.township.code });
    const work = { referralId: sent.id, version: null, ...found({ taskKeys: ['t1'] }) };
    expect(codesOf(await followUpReferral(nurse(), work))).toEqual(['care.not_back_yet']);
    const accepted = granted(await acceptReferral(doctor(), { ...handle(sent), places: null }));
    expect(granted(await listReturning(doctor(), { tab: 'away', mine: true, text: null, page: 1, pageSize: 20 })).rows.find(({ direction }) => direction === 'down')).toMatchObject({ referralId: sent.id, handedOver: true });
    granted(await arriveReferral(doctor(), handle(accepted)));
    expect(codesOf(await followUpReferral(nurse(), { ...work, taskKeys: [] }))).toEqual(['care.nothing_done']);
    expect(granted(await followUpReferral(nurse(), work)).status).toBe('arrived');
    expect((await planOf(sent.id, doctor())).tasks[0]).toMatchObject({ state: 'done' });
  });

  test('the hospital’s plan is not written by the team that goes on, on the way back either', async () => {
    const sent = await down();
    const accepted = granted(await acceptReferral(doctor(), { ...handle(sent), places: null }));
    const there = granted(await arriveReferral(doctor(), handle(accepted)));
    const back = { ...handle(there), opinion: '康复结束' };
    expect(codesOf(await returnReferral(doctor(), { ...back, plan: { content: planContent(), version: null } }))).toEqual(['care.not_writer']);
    expect((await planOf(sent.id, office())).plan).toBeNull();
    // Nor is one asked of them.
    expect(granted(await returnReferral(doctor(), { ...back, plan: null })).status).toBe('returned');
  });
});
