import { addDays, addYears, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import type { Recognition, RecognitionOrder } from '@/server/domain/recognition/recognition';
import { validityFrom } from '@/server/domain/recognition/validity';
import type { KeyGroup } from '@/server/domain/registry/codes';
import { type Chance, chanceOf } from './chance';
import { type DemoPerson, demoResident } from './people';
import { demoInstitutions, demoRegion, demoTeams } from './places';

interface DemoDisease {
  readonly group: KeyGroup;
  readonly diseaseCode: string;
  readonly diseaseName: string;
  readonly years: number;
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly finding: string;
}

/** As the demo region's policy lists them, with the diagnoses that its visits name. */
const diseases: readonly DemoDisease[] = [
  { group: 'hypertension', diseaseCode: 'M03900', diseaseName: '高血压', years: 2, diagnosisCode: 'I10.x00', diagnosisName: '特发性（原发性）高血压', finding: '诊断高血压病3级（很高危），长期服用氨氯地平' },
  { group: 'diabetes', diseaseCode: 'M01600', diseaseName: '2型糖尿病', years: 2, diagnosisCode: 'E11.900', diagnosisName: '2型糖尿病', finding: '空腹血糖9.8 mmol/L，糖化血红蛋白8.1%，口服二甲双胍' },
  { group: 'severe_mental', diseaseCode: 'M02100', diseaseName: '严重精神障碍', years: 5, diagnosisCode: 'F20.900', diagnosisName: '精神分裂症', finding: '精神专科评估，长期服用利培酮，病情稳定' },
  { group: 'tuberculosis', diseaseCode: 'M00105', diseaseName: '活动性肺结核', years: 1, diagnosisCode: 'A16.200', diagnosisName: '肺结核', finding: '胸部CT及痰检提示活动性肺结核，规范抗结核治疗中' },
];

/** What a person is, was or wants to be recognized for: most of the chronically ill are, some wait, a few were refused or never asked. */
export function recognitionsOf(seed: number, person: DemoPerson, today: Day): Recognition[] {
  return diseases.filter(({ group }) => person.keyGroups.includes(group)).flatMap((disease) => coursesOf(seed, person, disease, today));
}

function coursesOf(seed: number, person: DemoPerson, disease: DemoDisease, today: Day): Recognition[] {
  const chance = chanceOf(seed, `recognition of ${person.serial} for ${disease.diseaseCode}`);
  const make = (at: number, appliedOn: Day, renewsId: string | null = null) => orderOf(person, disease, at, appliedOn, renewsId);
  if (person.serial === demoResident.serial) return storyCourse(make, disease, today);
  const year = Number(today.slice(0, 4));
  const first = addDays(`${year - 2}-01-01`, chance.whole(0, 420));
  const fate = chance.next();
  if (person.birthDay >= addDays(first, -60)) return [];
  if (fate < 0.9) return approvedCourse(chance, make, disease, first, person.deathDay, today);
  if (person.deathDay !== null || fate > 0.98) return [];
  if (fate < 0.93) return [{ ...make(0, addDays(today, -chance.whole(1, 20))), status: 'applied' }];
  const order = make(0, addDays(today, -chance.whole(30, 200)));
  const decided = decidedAfter(order);
  if (fate < 0.95) return [{ ...order, status: 'declined', ...decided, reason: chance.pick(['近半年没有专科诊疗记录，请补充后重新申请。', '检查结果未达到认定标准。']) }];
  if (fate < 0.96) return [{ ...order, status: 'withdrawn', endedAt: order.appliedAt + dayMs, endedByName: order.appliedByName }];
  const held = make(0, first);
  const revokedFrom = addDays(first, chance.whole(120, 300));
  const ended = { endedAt: instantOf(`${revokedFrom} 10:00:00`), endedByName: reviewer, reason: '复核发现所附检查报告不是本人的，撤销认定。' };
  return [{ ...held, status: 'revoked', ...decidedAfter(held), ...validityFrom(first, disease.years), ...ended, revokedFrom }];
}

function leadOf({ allianceId }: DemoPerson['home']): string {
  return demoInstitutions.find((place) => place.allianceId === allianceId && place.allianceRole === 'lead')?.name ?? '';
}

type Make = (at: number, appliedOn: Day, renewsId?: string | null) => RecognitionOrder;

/** Approved, and renewed again and again up to today, unless it was let lapse; who nears the end has often applied already. */
function approvedCourse(chance: Chance, make: Make, { years }: DemoDisease, first: Day, deathDay: Day | null, today: Day): Recognition[] {
  const courses: Recognition[] = [];
  let validity = validityFrom(first, years);
  let order = make(0, first);
  for (;;) {
    courses.push({ ...order, status: 'approved', ...decidedAfter(order), ...validity });
    const { validTo } = validity;
    const appliedOn = addDays(validTo, -chance.whole(5, 50));
    if (appliedOn >= today || (deathDay !== null && deathDay <= validTo) || !chance.happens(0.8)) return courses;
    order = make(courses.length, appliedOn, order.id);
    if (validTo >= today) return [...courses, { ...order, status: 'applied' }];
    validity = validityFrom(addDays(validTo, 1), years);
  }
}

/** The demo resident's hypertension is about to end and can be renewed; the diabetes runs on. */
function storyCourse(make: Make, { diseaseCode, years }: DemoDisease, today: Day): Recognition[] {
  const validTo = addDays(today, diseaseCode === 'M03900' ? 35 : 400);
  const validFrom = addYears(addDays(validTo, 1), -years);
  const order = make(0, validFrom);
  return [{ ...order, status: 'approved', ...decidedAfter(order), validFrom, validTo }];
}

const reviewer = '高鹏';

/** The bureau takes three days. */
function decidedAfter({ appliedAt }: RecognitionOrder) {
  return { decidedAt: appliedAt + 3 * dayMs, decidedByName: reviewer };
}

function orderOf({ serial, id: residentId, home }: DemoPerson, disease: DemoDisease, at: number, appliedOn: Day, renewsId: string | null): RecognitionOrder {
  const { regionCode } = demoRegion;
  const { diseaseCode, diseaseName, diagnosisCode, diagnosisName, finding } = disease;
  const team = demoTeams.find(({ institutionCode }) => institutionCode === home.code);
  const name = `${String(serial).padStart(7, '0')}-${diseaseCode}-${at}`;
  return {
    id: `recognition-${name}`,
    number: `M${regionCode}${appliedOn.replaceAll('-', '')}${name.slice(0, 7)}${String(diseases.indexOf(disease) + 1)}`,
    regionCode,
    residentId,
    institutionCode: home.code,
    diseaseCode,
    diseaseName,
    diagnosisCode,
    diagnosisName,
    evidence: [{ kind: 'discharge_summary', text: finding, issuedOn: addDays(appliedOn, -20), issuer: leadOf(home) }],
    renewsId,
    appliedAt: instantOf(`${appliedOn} 09:40:00`),
    appliedBy: team?.id === 'team-01' ? 'account:account-doctor' : `account:account-${team?.id ?? home.code}`,
    appliedByName: team?.leader ?? home.name,
  };
}
