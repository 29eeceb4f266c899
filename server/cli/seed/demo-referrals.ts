import type { Store } from '@/db';
import { type Chance, chanceOf } from '@/db/seed/chance';
import { contractsOf } from '@/db/seed/contracts';
import { type DemoPerson, personAt } from '@/db/seed/people';
import type { DemoTeam } from '@/db/seed/places';
import { addDays, type Day, dayOfInstant, instantOf, weekday } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { missReferral } from '@/server/services/referral/miss-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { done } from '../done';
import { asAccount, asClock, asLeader } from './demo-actors';

interface Story {
  readonly store: Store;
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
  readonly now: number;
}

/** One thing that somebody does at a moment; a later one may follow from it. */
interface Event {
  readonly at: number;
  run(): Promise<Event | null>;
}

const reasons = [
  ['I10.x00', '特发性（原发性）高血压', 'cardiology', '规律用药两周血压仍不达标，请上级医院调整方案。'],
  ['I25.103', '冠状动脉粥样硬化性心脏病', 'cardiology', '活动后胸闷加重，心电图示ST段改变，请进一步检查。'],
  ['E11.900', '2型糖尿病', 'endocrinology', '空腹血糖连续两次高于10 mmol/L，请调整降糖方案。'],
  ['I63.900', '脑梗死恢复期', 'neurology', '近期头晕伴肢体麻木，请评估复发风险。'],
  ['J44.900', '慢性阻塞性肺病', 'respiratory', '咳喘加重，家庭氧疗效果欠佳，请评估。'],
  ['M51.202', '腰椎间盘突出', 'orthopedics', '保守治疗一个月无缓解，请评估手术指征。'],
] as const;

/** A month of referrals that ends today with some in every state: waiting, booked, seen, returned, declined, missed, lapsed. */
export async function playDemoReferrals(story: Story): Promise<number> {
  const events: Event[] = [];
  const patients = signedPatients(story);
  for (let offset = -26; offset <= 0; offset += 1) {
    const day = addDays(story.today, offset);
    // The offices rest at weekends, but a demo opened on a Sunday still needs a full desk.
    if (weekday(day) > 5 && offset < -2) continue;
    const count = chanceOf(story.seed, `referrals of ${offset}`).whole(5, 8);
    for (let index = 0; index < count; index += 1) {
      const chance = chanceOf(story.seed, `referral ${offset}/${index}`);
      const patient = offset === -3 && index === 0 ? patients.first : patients.next();
      if (patient) events.push(sending(story, patient, chance, instantOf(`${day} 08:05:00`) + index * 50 * 60_000));
    }
  }
  const sent = events.length;
  await inOrder(events, story.now);
  const clock = asClock(story.store, story.now);
  await expireReferrals(clock);
  await releaseSlots(clock);
  return sent;
}

/** Plays events by their time up to `until`; what would come later has not happened yet. */
async function inOrder(events: Event[], until: number): Promise<void> {
  for (;;) {
    events.sort((a, b) => b.at - a.at);
    const event = events.pop();
    if (!event || event.at > until) return;
    const following = await event.run();
    if (following) events.push(following);
  }
}

interface Patient {
  readonly person: DemoPerson;
  readonly team: DemoTeam;
}

/** Signed people, each once: the demo resident, then others as they come, until there are no more. */
function signedPatients({ seed, residents, today }: Story): { first: Patient | null; next: () => Patient | null } {
  // In a large district neighbours by serial would all be of the first few thousand.
  const stride = Math.max(1, Math.floor(residents / 1000));
  let serial = 0;
  const next = (): Patient | null => {
    for (; serial < residents; serial += stride) {
      const person = personAt(seed, serial, today);
      const contract = contractsOf(seed, person, today).at(-1);
      if (contract?.status !== 'in_force' || contract.startDay >= addDays(today, -30)) continue;
      serial += stride;
      return { person, team: contract.team };
    }
    return null;
  };
  return { first: next(), next };
}

function sending(story: Story, { person, team }: Patient, chance: Chance, at: number): Event {
  return {
    at,
    async run() {
      const doctor = asLeader(story.store, team, at);
      const [diagnosisCode, diagnosisName, departmentCode, reason] = chance.pick(reasons);
      const priority = chance.weighted(['routine', 'urgent', 'emergency'] as const, [78, 19, 3]);
      const hospital = person.home.allianceId === 'beihu' ? { userName: 'hospital', code: 'H21010000001' } : { userName: 'county', code: 'H21010000003' };
      const session = await findSession(doctor, { departmentCode, institutionCode: hospital.code, priority, at });
      const receipt = await done(
        createReferral(doctor, {
          requestKey: `demo-${person.serial}-${at}`,
          residentId: person.id,
          direction: 'up',
          priority,
          kind: 'outpatient',
          consult: null,
          places: { sessionId: session?.sessionId ?? null, stay: null },
          toInstitutionCode: session ? null : hospital.code,
          departmentCode: session ? null : departmentCode,
          practitionerId: null,
          diagnosisCode,
          diagnosisName,
          reason,
          findings: '血压、血糖及近期用药见随访记录。',
          consented: true,
        }),
      );
      return answering({ story, doctor: team, hospital: hospital.userName, chance, slotAt: session?.startsAt ?? null }, receipt, at);
    },
  };
}

async function findSession(doctor: Parameters<typeof searchFreeSlots>[0], wanted: { departmentCode: string; institutionCode: string; priority: ReferralPriority; at: number }) {
  const { departmentCode, institutionCode, priority, at } = wanted;
  const day = dayOfInstant(at);
  const fromDay = addDays(day, priority === 'routine' ? 4 : 1);
  const [first] = await done(searchFreeSlots(doctor, { departmentCode, institutionCode, priority, fromDay, toDay: addDays(day, 12) }));
  return first ?? null;
}

interface Course {
  readonly story: Story;
  readonly doctor: DemoTeam;
  readonly hospital: string;
  readonly chance: Chance;
  readonly slotAt: number | null;
}

function answering(course: Course, receipt: ReferralReceipt, sentAt: number): Event {
  const { story, chance } = course;
  const latest = course.slotAt === null ? 30 : Math.max(1, Math.min(30, Math.floor((course.slotAt - sentAt) / hourMs) - 2));
  const at = sentAt + chance.whole(1, latest) * hourMs;
  return {
    at,
    async run() {
      const handle = { referralId: receipt.id, version: receipt.version };
      const office = asAccount(story.store, course.hospital, at);
      const fate = chance.next();
      if (fate < 0.04) return null; // Nobody ever answers; the clock ends it.
      if (fate < 0.08) {
        await done(cancelReferral(asLeader(story.store, course.doctor, at), { ...handle, reason: '患者病情好转，暂不需要转诊。' }));
        return null;
      }
      if (fate < 0.15 || course.slotAt === null) {
        await done(declineReferral(office, { ...handle, code: 'not_indicated', reason: '现有资料提示可在基层继续调整用药，建议两周后复评。' }));
        return null;
      }
      return visiting(course, await done(acceptReferral(office, { ...handle, places: null })), course.slotAt);
    },
  };
}

function visiting(course: Course, receipt: ReferralReceipt, slotAt: number): Event {
  const { story, chance } = course;
  const missed = chance.happens(0.08);
  const at = missed ? slotAt + 6 * hourMs : slotAt - chance.whole(5, 40) * 60_000;
  return {
    at,
    async run() {
      const office = asAccount(story.store, course.hospital, at);
      const handle = { referralId: receipt.id, version: receipt.version };
      if (missed) {
        await done(missReferral(office, handle));
        return null;
      }
      const arrived = await done(arriveReferral(office, handle));
      const stillThere = slotAt > story.now - 4 * dayMs && chance.happens(0.4);
      return stillThere ? null : completing(course, arrived, slotAt + chance.whole(1, 3) * hourMs);
    },
  };
}

function completing(course: Course, receipt: ReferralReceipt, at: number): Event {
  return {
    at,
    async run() {
      const office = asAccount(course.story.store, course.hospital, at);
      const followUpDay = addDays(dayOfInstant(at), course.chance.whole(7, 14));
      const opinion = '已调整用药方案，病情稳定，请家庭医生两周内随访血压、血糖并复查肝肾功能。';
      const completed = await done(completeReferral(office, { referralId: receipt.id, version: receipt.version, opinion, followUpDay }));
      return returning(course, completed, at + dayMs);
    },
  };
}

function returning(course: Course, receipt: ReferralReceipt, at: number): Event {
  return {
    at,
    async run() {
      if (course.chance.happens(0.7)) {
        await done(returnReferral(asAccount(course.story.store, course.hospital, at), { referralId: receipt.id, version: receipt.version }));
      }
      return null;
    },
  };
}
