import type { Store } from '@/db';
import { contractsOf } from '@/db/seed/contracts';
import { personAt } from '@/db/seed/people';
import type { DemoTeam } from '@/db/seed/places';
import { addDays, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import type { ConsultType, ReferralPriority } from '@/server/domain/referral/codes';
import { askConsultAgain } from '@/server/services/consult/ask-consult-again';
import { convertConsult } from '@/server/services/consult/convert-consult';
import { replyConsult } from '@/server/services/consult/reply-consult';
import { sayInConsult } from '@/server/services/consult/say-in-consult';
import { createReferral } from '@/server/services/referral/create-referral';
import { done } from '../done';
import { asAccount, asLeader } from './demo-actors';

interface Case {
  readonly type: ConsultType;
  readonly priority: ReferralPriority;
  readonly department: string;
  readonly diagnosis: readonly [code: string, name: string];
  readonly question: string;
  readonly findings: string;
  readonly mayConvert: boolean;
  /** How many days ago it was asked. */
  readonly daysAgo: number;
  /** What the specialist saw and concluded; null: not answered yet. */
  readonly answer: readonly [findings: string, opinion: string] | null;
  readonly then?: 'talked_over' | 'asked_again' | 'converted';
}

const cases: readonly Case[] = [
  {
    ...{ type: 'ecg', priority: 'urgent', department: 'cardiology', diagnosis: ['R00.200', '心悸'], daysAgo: 0, mayConvert: true, answer: null, then: 'talked_over' },
    ...{ question: '阵发心悸两天，请判读十二导联心电图，是否需要转院。', findings: '心率112次/分，血压138/84 mmHg，无胸痛气短。' },
  },
  {
    ...{ type: 'imaging', priority: 'routine', department: 'respiratory', diagnosis: ['R91.x00', '肺部结节'], daysAgo: 1, mayConvert: false, answer: null },
    ...{ question: '胸部CT报告右上肺6 mm磨玻璃结节，请会诊随访间隔。', findings: '吸烟30年，已戒5年；无咯血、消瘦。' },
  },
  {
    ...{ type: 'clinical', priority: 'routine', department: 'endocrinology', diagnosis: ['E11.900', '2型糖尿病'], daysAgo: 3, mayConvert: false, then: 'asked_again' },
    ...{ question: '二甲双胍联合格列美脲后糖化血红蛋白仍8.6%，请指导方案。', findings: '体重指数27.4，肾小球滤过率68，偶有餐前低血糖。' },
    answer: ['患者超重且有低血糖风险，磺脲类不宜再加量。', '停格列美脲，加用SGLT2抑制剂；四周后复查空腹血糖和肾功能。'],
  },
  {
    ...{ type: 'imaging', priority: 'routine', department: 'orthopedics', diagnosis: ['M51.202', '腰椎间盘突出'], daysAgo: 6, mayConvert: true, then: 'converted' },
    ...{ question: '保守治疗一个月无缓解，请阅腰椎磁共振，是否需手术评估。', findings: '左下肢放射痛，直腿抬高试验阳性。' },
    answer: ['', 'L5/S1突出压迫左侧神经根，请来院门诊评估手术指征。'],
  },
  {
    ...{ type: 'laboratory', priority: 'routine', department: 'nephrology', diagnosis: ['I10.x00', '特发性（原发性）高血压'], daysAgo: 9, mayConvert: false },
    ...{ question: '尿微量白蛋白/肌酐比值升高，请解读并建议用药。', findings: '两次晨尿ACR 86、92 mg/g，血肌酐88 μmol/L。' },
    answer: ['两次升高，考虑早期肾损害。', '优先普利或沙坦类，血压控制在130/80以下，三个月复查ACR。'],
  },
  {
    ...{ type: 'ecg', priority: 'routine', department: 'cardiology', diagnosis: ['I10.x00', '特发性（原发性）高血压'], daysAgo: 12, mayConvert: false },
    ...{ question: '年度体检心电图请出具诊断。', findings: '无不适，血压134/82 mmHg。' },
    answer: ['窦性心律，电轴不偏，ST-T未见异常。', '正常心电图，每年复查一次。'],
  },
];

/** A fortnight of e-consults: waiting, talked over, answered, asked again, turned into a referral. */
export async function playDemoConsults({ store, seed, residents, today }: { readonly store: Store; readonly seed: number; readonly residents: number; readonly today: Day }): Promise<string> {
  const patients = patientsFrom(seed, residents, today);
  let asked = 0;
  for (const each of cases) {
    const { value: patient } = patients.next();
    if (!patient) break;
    await play(store, each, patient, instantOf(`${addDays(today, -each.daysAgo)} 09:20:00`));
    asked += 1;
  }
  return `${asked} e-consults`;
}

interface Patient {
  readonly residentId: string;
  readonly team: DemoTeam;
  readonly hospital: { readonly userName: string; readonly code: string };
}

/** Signed people from the middle of the district on, whom the story of referrals seldom takes. */
function* patientsFrom(seed: number, residents: number, today: Day): Generator<Patient, undefined> {
  for (let serial = Math.floor(residents / 2); serial < residents; serial += 7) {
    const person = personAt(seed, serial, today);
    const contract = contractsOf(seed, person, today).at(-1);
    if (contract?.status !== 'in_force' || contract.startDay >= addDays(today, -30)) continue;
    const hospital = person.home.allianceId === 'beihu' ? { userName: 'hospital', code: 'H21010000001' } : { userName: 'county', code: 'H21010000003' };
    yield { residentId: person.id, team: contract.team, hospital };
  }
  return undefined;
}

async function play(store: Store, each: Case, { residentId, team, hospital }: Patient, at: number): Promise<void> {
  const doctor = (later: number) => asLeader(store, team, at + later * hourMs);
  const office = (later: number) => asAccount(store, hospital.userName, at + later * hourMs);
  const [diagnosisCode, diagnosisName] = each.diagnosis;
  const asked = await done(
    createReferral(doctor(0), {
      ...{ requestKey: `demo-consult-${residentId}`, residentId, direction: 'up', priority: each.priority, kind: 'e_consult' },
      ...{ consult: { type: each.type, mayConvert: each.mayConvert }, places: { sessionId: null, stay: null } },
      ...{ toInstitutionCode: hospital.code, departmentCode: each.department, practitionerId: null, diagnosisCode, diagnosisName },
      ...{ reason: each.question, findings: each.findings, consented: true },
    }),
  );
  const referralId = asked.id;
  if (each.then === 'talked_over') await done(sayInConsult(office(1), { referralId, text: '请补充发作时的血压，以及有无甲状腺病史。' }));
  if (each.answer === null) return;
  const [findings, opinion] = each.answer;
  if (each.then === 'converted') {
    await done(convertConsult(office(5), { referralId, version: asked.version, kind: 'outpatient', priority: 'routine', opinion, consented: false }));
    return;
  }
  const replied = await done(replyConsult(office(4), { referralId, version: asked.version, opinion, findings }));
  if (each.then === 'asked_again') await done(askConsultAgain(doctor(22), { referralId, version: replied.version, question: '患者担心泌尿系感染，用药前是否需要尿常规？' }));
}
