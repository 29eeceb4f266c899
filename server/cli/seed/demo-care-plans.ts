import { contractsOf } from '@/db/seed/contracts';
import { personAt } from '@/db/seed/people';
import { type DemoTeam, demoSpecialists, demoTeams } from '@/db/seed/places';
import { criteriaFor } from '@/server/domain/care-plan/criteria';
import type { CarePlanContent, PlannedDrug } from '@/server/domain/care-plan/plan';
import { addDays, ageOn, type Day, dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { Referral } from '@/server/domain/referral/referral';
import { noticeReadmissions } from '@/server/services/care-plan/notice-readmissions';
import { saveCarePlan } from '@/server/services/care-plan/save-care-plan';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { closeReferral } from '@/server/services/referral/close-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { followUpReferral } from '@/server/services/referral/follow-up-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { receiveReferral } from '@/server/services/referral/receive-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { treatReferral } from '@/server/services/referral/treat-referral';
import { done } from '../done';
import { asAccount, asClock, asLeader } from './demo-actors';
import type { Story } from './demo-referrals';

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

function planOf({ diagnosisCode, diagnosisName, number }: Pick<Referral, 'diagnosisCode' | 'diagnosisName' | 'number'>, dischargedOn: Day, nightsEarly: number): CarePlanContent {
  const regimen = regimens.find(({ starts }) => (diagnosisCode ?? '').startsWith(starts)) ?? regimens[0];
  if (!regimen) throw new Error('the demo has no regimens');
  const { kind, drugs, goals, measures } = regimen;
  const list = criteriaFor(diagnosisCode);
  return {
    kind,
    summary: { recordNumber: `ZY${number.slice(-10)}`, admittedOn: addDays(dischargedOn, -5), dischargedOn, plannedUntil: nightsEarly === 0 ? null : addDays(dischargedOn, nightsEarly), course: '入院后完善检查，调整用药，病情逐渐平稳。', state: '神志清，生命体征平稳，无特殊不适。', results: '血常规、肝肾功能未见明显异常。', operations: [] },
    diagnoses: [{ code: diagnosisCode, name: diagnosisName }],
    criteria: { list: list.code, answers: Object.fromEntries(list.criteria.map(({ code }) => [code, code === 'tcm_fixed' ? 'not_applicable' : 'met'] as const)), reason: null },
    drugs,
    goals,
    measures,
    lifestyle: '规律作息，戒烟限酒，按时服药，不自行停药。',
    warnings: '胸痛、呼吸困难、肢体无力、言语不清或意识改变时，立即拨打 120。',
    tasks: [
      { key: 'first', kind: 'medication_review', title: '核对用药，测血压', from: dischargedOn, due: addDays(dischargedOn, 5) },
      { key: 'fortnight', kind: 'visit', title: '面访，评估恢复情况', from: null, due: addDays(dischargedOn, 14) },
      { key: 'month', kind: 'laboratory', title: '复查血常规、肝肾功能', from: null, due: addDays(dischargedOn, 30) },
    ],
  };
}

type Stage = 'draft' | 'returned' | 'received' | 'followed_up' | 'readmitted' | 'down';

/** Stays of the demo's own team and of another, by how long ago they ended and how far they have come. */
const stays: readonly { readonly teamId: string; readonly daysAgo: number; readonly stage: Stage; readonly diagnosis: number; readonly nightsEarly: number }[] = [
  { teamId: 'team-01', daysAgo: 0, stage: 'draft', diagnosis: 1, nightsEarly: 0 },
  { teamId: 'team-01', daysAgo: 1, stage: 'returned', diagnosis: 0, nightsEarly: 2 },
  { teamId: 'team-01', daysAgo: 6, stage: 'returned', diagnosis: 4, nightsEarly: 0 },
  { teamId: 'team-01', daysAgo: 3, stage: 'received', diagnosis: 2, nightsEarly: 1 },
  { teamId: 'team-01', daysAgo: 9, stage: 'received', diagnosis: 3, nightsEarly: 0 },
  { teamId: 'team-01', daysAgo: 12, stage: 'followed_up', diagnosis: 1, nightsEarly: 3 },
  { teamId: 'team-01', daysAgo: 20, stage: 'readmitted', diagnosis: 4, nightsEarly: 0 },
  { teamId: 'team-01', daysAgo: 8, stage: 'down', diagnosis: 3, nightsEarly: 5 },
  { teamId: 'team-02', daysAgo: 2, stage: 'returned', diagnosis: 2, nightsEarly: 0 },
  { teamId: 'team-02', daysAgo: 16, stage: 'followed_up', diagnosis: 0, nightsEarly: 2 },
];

const diagnoses = [
  ['I10.x00', '特发性（原发性）高血压', 'cardiology'],
  ['I25.103', '冠状动脉粥样硬化性心脏病', 'cardiology'],
  ['E11.900', '2型糖尿病', 'endocrinology'],
  ['I63.900', '脑梗死', 'neurology'],
  ['J44.900', '慢性阻塞性肺疾病', 'respiratory'],
] as const;

const hospital = { userName: 'hospital', code: 'H21010000001' };

/**
 * Those who stayed in hospital come home with their plans: some wait to be received, some to be seen, some have been; one plan is still
 * being written, one patient is in hospital again, and one came down by a referral of their own.
 */
export async function playDemoCarePlans(story: Story): Promise<string> {
  const patients = patientsOf(story);
  let told = 0;
  for (const stay of stays) {
    const team = demoTeams.find(({ id }) => id === stay.teamId);
    // Who is on the way to the hospital in another story of the demo stays out of this one.
    for (let residentId = patients(stay.teamId); team && residentId !== null; residentId = patients(stay.teamId)) {
      if (!(await playStay(story, { ...stay, team, residentId }))) continue;
      told += 1;
      break;
    }
  }
  const { noticed } = await noticeReadmissions(asClock(story.store, story.now));
  return `${told} patients on their way home with their plans, ${noticed} in hospital again`;
}

type Stay = (typeof stays)[number] & { readonly team: DemoTeam; readonly residentId: string };

/** Their diseases come with the years, and a child would need somebody to agree. */
const youngest = 45;

/** Signed people of a team, each once, from the end of the district's list, where no other story of the demo looks first. */
function patientsOf({ seed, residents, today }: Story): (teamId: string) => string | null {
  let serial = residents - 1;
  const left = new Map<string, string[]>();
  return (teamId) => {
    for (;;) {
      const waiting = left.get(teamId)?.shift();
      if (waiting !== undefined) return waiting;
      if (serial < 0) return null;
      const person = personAt(seed, serial, today);
      const contract = contractsOf(seed, person, today).at(-1);
      if (contract?.status === 'in_force' && contract.startDay < addDays(today, -60) && ageOn(person.birthDay, today) >= youngest) left.set(contract.team.id, [...(left.get(contract.team.id) ?? []), person.id]);
      serial -= 1;
    }
  };
}

/** False when the patient cannot be referred, and nothing was told. */
async function playStay(story: Story, stay: Stay): Promise<boolean> {
  const { stage, team, daysAgo } = stay;
  const leftAt = instantOf(`${addDays(story.today, -daysAgo)} 10:00:00`);
  const admitted = await admit(story, stay, leftAt - 6 * dayMs);
  if (admitted === null) return false;
  const office = asAccount(story.store, hospital.userName, leftAt);
  const { referral } = await done(getReferral(office, { referralId: admitted.id }));
  const leftOn = dayOfInstant(leftAt);
  const content = planOf(referral, leftOn, stay.nightsEarly);
  if (stage === 'draft') {
    const begun = { ...content, summary: { ...content.summary, course: '', state: '' }, criteria: { ...content.criteria, answers: {} } };
    await done(saveCarePlan(office, { referralId: referral.id, content: begun, version: null, handOver: false, reason: null }));
    return true;
  }
  const opinion = '病情稳定，出院后由家庭医生按接续计划管理。';
  if (stage === 'down') {
    await sendDown(story, stay, await done(completeReferral(office, { referralId: referral.id, version: admitted.version, opinion, followUpDay: null })), leftAt);
    return true;
  }
  const back = await done(returnReferral(office, { referralId: referral.id, version: admitted.version, opinion, plan: { content, version: null } }));
  if (stage === 'returned') return true;
  const receivedAt = leftAt + dayMs;
  const received = await done(receiveReferral(asLeader(story.store, team, receivedAt), { referralId: back.id, version: back.version, note: '已与患者和家属核对用药，旧药已收回。' }));
  if (stage === 'received') return true;
  const seenAt = leftAt + 4 * dayMs;
  const found = { place: 'home', note: '按计划服药，无不适。', measurements: { systolic: 134, diastolic: 82, heartRate: 68 }, taskKeys: ['first'] } as const;
  await done(followUpReferral(asLeader(story.store, team, seenAt), { referralId: received.id, version: received.version, ...found }));
  if (stage === 'readmitted') await admit(story, stay, leftAt + 11 * dayMs);
  return true;
}

/** Referred for a stay, accepted, and in the ward the day after; null for somebody who is on the way there already. */
async function admit(story: Story, { team, residentId, diagnosis }: Stay, at: number): Promise<ReferralReceipt | null> {
  const [diagnosisCode, diagnosisName, departmentCode] = diagnoses[diagnosis] ?? diagnoses[0];
  const written = createReferral(asLeader(story.store, team, at), {
    ...{ requestKey: `demo-stay-${residentId}-${at}`, residentId, direction: 'up', priority: 'urgent', kind: 'inpatient', consult: null },
    places: { sessionId: null, stay: null },
    ...{ toInstitutionCode: hospital.code, departmentCode, practitionerId: null, diagnosisCode, diagnosisName },
    ...{ reason: '症状加重，门诊治疗效果欠佳，请住院治疗。', findings: '生命体征及近期用药见随访记录。', consented: true, consent: { way: 'desk', guardian: null } },
  });
  const outcome = await written;
  if (!outcome.ok && outcome.refusals.some(({ code }) => code === 'referral.already_live')) return null;
  const sent = await done(written);
  const office = (when: number) => asAccount(story.store, hospital.userName, when);
  const accepted = await done(acceptReferral(office(at + hourMs), { referralId: sent.id, version: sent.version, places: null }));
  const there = await done(arriveReferral(office(at + dayMs), { referralId: sent.id, version: accepted.version }));
  return done(treatReferral(office(at + dayMs + hourMs), { referralId: sent.id, version: there.version }));
}

/** From the ward to the township hospital for rehabilitation, earlier than had been meant. */
async function sendDown(story: Story, stay: Stay, completed: ReferralReceipt, at: number): Promise<void> {
  const { team, residentId, nightsEarly } = stay;
  const specialist = demoSpecialists.find(({ institutionCode }) => institutionCode === hospital.code);
  if (!specialist) throw new Error('nobody at the demo\u2019s hospital refers down');
  const office = (when: number) => asAccount(story.store, hospital.userName, when);
  await done(closeReferral(office(at + hourMs), { referralId: completed.id, version: completed.version }));
  const [diagnosisCode, diagnosisName] = diagnoses[stay.diagnosis] ?? diagnoses[0];
  const sent = await done(
    createReferral(office(at + 2 * hourMs), {
      ...{ requestKey: `demo-down-${completed.number}`, residentId, direction: 'down', priority: 'routine', kind: 'rehabilitation', consult: null },
      places: { sessionId: null, stay: null },
      ...{ toInstitutionCode: team.institutionCode, departmentCode: 'rehabilitation', practitionerId: specialist.id, diagnosisCode, diagnosisName },
      ...{ reason: '病情稳定，回卫生院康复治疗。', findings: '生命体征平稳，左侧肢体肌力Ⅳ级。', consented: true, consent: { way: 'desk', guardian: null } },
    }),
  );
  const content = { ...planOf({ diagnosisCode, diagnosisName, number: sent.number }, dayOfInstant(at), nightsEarly), kind: 'rehabilitation' as const };
  await done(saveCarePlan(office(at + 3 * hourMs), { referralId: sent.id, content, version: null, handOver: true, reason: null }));
  const accepted = await done(acceptReferral(asLeader(story.store, team, at + 4 * hourMs), { referralId: sent.id, version: sent.version, places: null }));
  await done(arriveReferral(asLeader(story.store, team, at + 5 * hourMs), { referralId: sent.id, version: accepted.version }));
}
