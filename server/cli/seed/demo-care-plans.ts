import { type DemoTeam, demoSpecialists, demoTeams } from '@/db/seed/places';
import { criteriaFor } from '@/server/domain/care-plan/criteria';
import { type CarePlanContent, emptyContent, type PlannedDrug } from '@/server/domain/care-plan/plan';
import { addDays, type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { Referral } from '@/server/domain/referral/referral';
import { listReturning } from '@/server/services/care-plan/list-returning';
import { noticeReadmissions } from '@/server/services/care-plan/notice-readmissions';
import { saveCarePlan } from '@/server/services/care-plan/save-care-plan';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { followUpReferral } from '@/server/services/referral/follow-up-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { receiveReferral } from '@/server/services/referral/receive-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { done } from '../done';
import { asAccount, asClock, asLeader } from './demo-actors';
import type { Story } from './demo-referrals';

const hospitals = ['hospital', 'county'] as const;

const pill = (name: string, dose: string, unit: string, frequency: PlannedDrug['frequency'], change: PlannedDrug['change']): PlannedDrug => ({ name, form: '片剂', dose, unit, frequency, route: 'oral', days: 28, change, note: null });

/** What leaves hospital with each of the demo's diagnoses. */
const regimens: readonly { readonly starts: string; readonly kind: CarePlanContent['kind']; readonly drugs: readonly PlannedDrug[]; readonly goals: string; readonly measures: string }[] = [
  { starts: 'I10', kind: 'chronic', drugs: [pill('氨氯地平片', '5', 'mg', 'qd', 'continued'), pill('缬沙坦片', '80', 'mg', 'qd', 'new'), { ...pill('硝苯地平片', '', 'mg', 'tid', 'stopped'), days: null }], goals: '血压低于 140/90 mmHg', measures: '每日早晚在家测血压并记录，低盐饮食。' },
  { starts: 'I25', kind: 'post_acute', drugs: [pill('阿司匹林肠溶片', '100', 'mg', 'qd', 'continued'), pill('阿托伐他汀钙片', '20', 'mg', 'qn', 'adjusted'), pill('美托洛尔缓释片', '47.5', 'mg', 'qd', 'new')], goals: '静息心率 55 至 60 次/分，低密度脂蛋白低于 1.8 mmol/L', measures: '循序渐进步行，每周五次，每次三十分钟，以不诱发胸闷为度。' },
  { starts: 'E11', kind: 'chronic', drugs: [pill('二甲双胍片', '0.5', 'g', 'bid', 'continued'), { ...pill('甘精胰岛素注射液', '12', 'U', 'qn', 'new'), form: '注射液', route: 'subcutaneous' }], goals: '空腹血糖 4.4 至 7.0 mmol/L，糖化血红蛋白低于 7%', measures: '糖尿病饮食，学会自测血糖和注射，识别低血糖。' },
  { starts: 'I63', kind: 'rehabilitation', drugs: [pill('氯吡格雷片', '75', 'mg', 'qd', 'continued'), pill('阿托伐他汀钙片', '40', 'mg', 'qn', 'continued')], goals: '三个月内能独立步行，无跌倒', measures: '肢体功能训练每周三次，家属协助床椅转移，预防跌倒。' },
  { starts: 'J44', kind: 'chronic', drugs: [{ ...pill('噻托溴铵粉吸入剂', '18', 'μg', 'qd', 'continued'), form: '吸入剂', route: 'inhaled' }], goals: '半年内不因急性加重住院', measures: '戒烟，家庭氧疗每日不少于十五小时，呼吸操每日两次。' },
  { starts: '', kind: 'postoperative', drugs: [pill('塞来昔布胶囊', '0.2', 'g', 'bid', 'new')], goals: '恢复日常活动', measures: '按康复处方锻炼，循序渐进，避免负重。' },
];

function contentOf({ diagnosisCode, diagnosisName, number }: Pick<Referral, 'diagnosisCode' | 'diagnosisName' | 'number'>, dischargedOn: Day, handedOverOn: Day): CarePlanContent {
  const regimen = regimens.find(({ starts }) => (diagnosisCode ?? '').startsWith(starts)) ?? regimens[0];
  if (!regimen) throw new Error('the demo has no regimens');
  const { kind, drugs, goals, measures } = regimen;
  const list = criteriaFor(diagnosisCode);
  return {
    kind,
    summary: { recordNumber: `ZY${number.slice(-10)}`, admittedOn: addDays(dischargedOn, -3), dischargedOn, plannedUntil: null, course: '入院后完善检查，调整用药，病情逐渐平稳。', state: '神志清，生命体征平稳，无特殊不适。', results: '血常规、肝肾功能未见明显异常。', operations: [] },
    diagnoses: [{ code: diagnosisCode, name: diagnosisName }],
    criteria: { list: list.code, answers: Object.fromEntries(list.criteria.map(({ code }) => [code, code === 'tcm_fixed' ? 'not_applicable' : 'met'] as const)), reason: null },
    drugs,
    goals,
    measures,
    lifestyle: '规律作息，戒烟限酒，按时服药，不自行停药。',
    warnings: '胸痛、呼吸困难、肢体无力、言语不清或意识改变时，立即拨打 120。',
    tasks: [
      { key: 'first', kind: 'medication_review', title: '核对用药，测血压', from: handedOverOn, due: addDays(handedOverOn, 5) },
      { key: 'fortnight', kind: 'visit', title: '面访，评估恢复情况', from: null, due: addDays(handedOverOn, 14) },
      { key: 'month', kind: 'laboratory', title: '复查血常规、肝肾功能', from: null, due: addDays(handedOverOn, 30) },
    ],
  };
}

/**
 * Those who stayed in hospital come home with their plans: some wait to be received, some to be seen, some have been; one plan is still
 * being written, and one patient goes down by a referral of their own.
 */
export async function playDemoCarePlans(story: Story): Promise<string> {
  let [returned, drafts] = [0, 0];
  const home: Referral[] = [];
  for (const userName of hospitals) {
    const office = (at: number) => asAccount(story.store, userName, at);
    const { rows } = await done(listReturning(office(story.now), { tab: 'to_return', mine: false, text: null, page: 1, pageSize: 200 }));
    for (const { referralId, kind } of rows) {
      if (kind !== 'inpatient') continue;
      const { referral, version } = await done(getReferral(office(story.now), { referralId }));
      if (referral.completedAt === null) {
        if (drafts === 0) await draft(office(story.now), referral, story.today);
        drafts += 1;
        continue;
      }
      const at = referral.completedAt + 2 * hourMs;
      if (at > story.now) continue;
      const day = dayOfInstant(at);
      const back = await done(returnReferral(office(at), { referralId, version, plan: { content: contentOf(referral, dayOfInstant(referral.completedAt), day), version: null } }));
      returned += 1;
      home.push(referral);
      await atHome(story, referral, back, at, returned);
    }
  }
  const down = home[0] ? await sendDown(story, home[0]) : 0;
  const { noticed } = await noticeReadmissions(asClock(story.store, story.now));
  return `${returned} patients back from wards with their plans, ${down} down by a referral of their own, ${noticed} in hospital again`;
}

async function draft(office: ReturnType<typeof asAccount>, referral: Referral, today: Day): Promise<void> {
  const whole = contentOf(referral, today, today);
  const content = { ...whole, summary: { ...whole.summary, course: '', state: '' }, criteria: { ...whole.criteria, answers: {} } };
  await done(saveCarePlan(office, { referralId: referral.id, content, version: null, handOver: false, reason: null }));
}

/** Every fourth is not received yet; of the others every third waits to be seen, and the rest have been. */
async function atHome(story: Story, referral: Referral, back: ReferralReceipt, at: number, serial: number): Promise<void> {
  const team = demoTeams.find(({ id }) => id === referral.fromTeamId);
  const receivedAt = at + dayMs;
  if (!team || serial % 4 === 0 || receivedAt > story.now) return;
  const received = await done(receiveReferral(asLeader(story.store, team, receivedAt), { referralId: back.id, version: back.version, note: '已与患者和家属核对用药，旧药已收回。' }));
  const seenAt = receivedAt + 3 * dayMs;
  if (serial % 3 === 0 || seenAt > story.now) return;
  await done(
    followUpReferral(asLeader(story.store, team, seenAt), { referralId: received.id, version: received.version, place: 'home', note: '按计划服药，无不适。', measurements: { systolic: 134, diastolic: 82, heartRate: 68 }, taskKeys: ['first'] }),
  );
}

/** Somebody whom the hospital knows goes to the township hospital for rehabilitation, earlier than had been meant. */
async function sendDown(story: Story, known: Referral): Promise<number> {
  const team: DemoTeam | undefined = demoTeams.find(({ id }) => id === known.fromTeamId);
  const specialist = demoSpecialists.find(({ institutionCode }) => institutionCode === known.toInstitutionCode);
  const userName = hospitals.find((name) => institutionOf(story, name) === known.toInstitutionCode);
  const at = story.now - 8 * dayMs;
  if (!team || !specialist || userName === undefined || at < (known.completedAt ?? 0)) return 0;
  const office = (when: number) => asAccount(story.store, userName, when);
  const sent = await done(
    createReferral(office(at), {
      ...{ requestKey: `demo-down-${known.number}`, residentId: known.residentId, direction: 'down', priority: 'routine', kind: 'rehabilitation', consult: null },
      places: { sessionId: null, stay: null },
      toInstitutionCode: team.institutionCode,
      departmentCode: 'rehabilitation',
      practitionerId: specialist.id,
      ...{ diagnosisCode: known.diagnosisCode, diagnosisName: known.diagnosisName, reason: '病情稳定，回卫生院康复治疗。', findings: '生命体征平稳。' },
      consented: true,
      consent: { way: 'desk', guardian: null },
    }),
  );
  const day = dayOfInstant(at);
  const whole = contentOf({ ...known, number: sent.number }, day, day);
  const content = { ...whole, kind: 'rehabilitation' as const, summary: { ...whole.summary, plannedUntil: addDays(day, 5) } };
  await done(saveCarePlan(office(at), { referralId: sent.id, content, version: null, handOver: true, reason: null }));
  const accepted = await done(acceptReferral(asLeader(story.store, team, at + hourMs), { referralId: sent.id, version: sent.version, places: null }));
  await done(arriveReferral(asLeader(story.store, team, at + 3 * hourMs), { referralId: sent.id, version: accepted.version }));
  return 1;
}

function institutionOf({ store, now }: Story, userName: string): string | null {
  const { actor } = asAccount(store, userName, now);
  return actor.kind === 'staff' ? (actor.institutionCodes[0] ?? null) : null;
}
