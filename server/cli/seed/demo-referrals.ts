import type { Store } from '@/db';
import { type Chance, chanceOf } from '@/db/seed/chance';
import { contractsOf } from '@/db/seed/contracts';
import { type DemoPerson, personAt } from '@/db/seed/people';
import type { DemoTeam } from '@/db/seed/places';
import { addDays, ageOn, type Day, dayOfInstant, instantOf, weekday } from '@/server/domain/kernel/calendar-day';
import type { ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import type { CapacityKind } from '@/server/domain/quota/slot';
import { markNoticesRead } from '@/server/services/notice/own-bell';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { createReferral } from '@/server/services/referral/create-referral';
import type { PlaceWish } from '@/server/services/referral/hold-places';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { escalateReferrals, remindOfOverdue } from '@/server/services/referral/tell-of-overdue';
import { done } from '../done';
import { asAccount, asClock, asLeader } from './demo-actors';
import { answering, consenting } from './demo-referral-courses';

export interface Story {
  readonly store: Store;
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
  readonly now: number;
}

/** One thing that somebody does at a moment; a later one may follow from it. */
export interface Event {
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

/** A month of referrals that ends today with some in every status, made by the people and in the order in which they come about. */
export async function playDemoReferrals(story: Story): Promise<number> {
  const events: Event[] = [];
  const patients = signedPatients(story);
  let serial = 0;
  for (let offset = -26; offset <= 0; offset += 1) {
    const day = addDays(story.today, offset);
    // The offices rest at weekends, but a demo opened on a Sunday still needs a full desk.
    if (weekday(day) > 5 && offset < -2) continue;
    const count = chanceOf(story.seed, `referrals of ${offset}`).whole(5, 8);
    for (let index = 0; index < count; index += 1, serial += 1) {
      const chance = chanceOf(story.seed, `referral ${offset}/${index}`);
      const patient = offset === -3 && index === 0 ? patients.first : patients.next();
      if (patient) events.push(sending(story, patient, { chance, serial }, instantOf(`${day} 08:05:00`) + index * 50 * 60_000));
    }
  }
  // Whoever signs in as the doctor has sent one this afternoon that nobody has answered yet.
  const own = patients.of('team-01');
  if (own) events.push(sending(story, own, { chance: chanceOf(story.seed, 'referral of the doctor'), serial: 0 }, instantOf(`${story.today} 16:45:00`)));
  const sent = events.length;
  // Yesterday evening everybody had read their notices; today's are new.
  const evening = instantOf(`${addDays(story.today, -1)} 18:00:00`);
  events.push({
    at: evening,
    async run() {
      for (const userName of ['hospital', 'county']) await markNoticesRead(asAccount(story.store, userName, evening), 'all');
      if (own) await markNoticesRead(asLeader(story.store, own.team, evening), 'all');
      return null;
    },
  });
  await inOrder(events, story.now);
  const clock = asClock(story.store, story.now);
  await expireReferrals(clock);
  await remindOfOverdue(clock);
  await escalateReferrals(clock);
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

interface Patients {
  /** The demo resident. */
  readonly first: Patient | null;
  readonly next: () => Patient | null;
  /** One more of a team's. */
  readonly of: (teamId: string) => Patient | null;
}

/** Signed adults, each once: the demo resident, then others as they come, until there are no more. */
function signedPatients({ seed, residents, today }: Story): Patients {
  // In a large district neighbours by serial would all be of the first few thousand.
  const stride = Math.max(1, Math.floor(residents / 1000));
  const taken = new Set<number>();
  const patientAt = (serial: number): Patient | null => {
    const person = personAt(seed, serial, today);
    const contract = contractsOf(seed, person, today).at(-1);
    const signed = contract?.status === 'in_force' && contract.startDay < addDays(today, -30);
    // What they are referred for are diseases of adults.
    if (!signed || ageOn(person.birthDay, today) < 18 || taken.has(serial)) return null;
    return { person, team: contract.team };
  };
  let serial = 0;
  const next = (): Patient | null => {
    for (; serial < residents; serial += stride) {
      const found = patientAt(serial);
      if (found) taken.add(serial);
      if (found) return found;
    }
    return null;
  };
  const of = (teamId: string): Patient | null => {
    // Other stories take theirs from the middle and from the end.
    for (let from = Math.floor(residents / 3); from < residents; from += 1) {
      const found = patientAt(from);
      if (found?.team.id === teamId) return found;
    }
    return null;
  };
  return { first: next(), next, of };
}

/** A story's own dice, and which of all the stories it is: what must not be missing does not hang on luck. */
export interface Luck {
  readonly chance: Chance;
  readonly serial: number;
}

const kindOf = (serial: number): ReferralKind => (serial % 6 === 4 ? 'exam' : serial % 7 === 3 ? 'inpatient' : 'outpatient');
const capacityOf: Readonly<Partial<Record<ReferralKind, CapacityKind>>> = { outpatient: 'clinic', exam: 'exam', inpatient: 'ward' };
const nights = 4;

function sending(story: Story, { person, team }: Patient, luck: Luck, at: number): Event {
  return {
    at,
    async run() {
      const { chance, serial } = luck;
      const doctor = asLeader(story.store, team, at);
      const [diagnosisCode, diagnosisName, departmentCode, reason] = chance.pick(reasons);
      const priority = chance.weighted(['routine', 'urgent', 'emergency'] as const, [78, 19, 3]);
      const beihu = person.home.allianceId === 'beihu';
      const hospital = beihu ? { userName: 'hospital', code: 'H21010000001' } : { userName: 'county', code: 'H21010000003' };
      const other = beihu ? 'H21010000003' : 'H21010000001';
      const kind = kindOf(serial);
      const found = await findPlace(doctor, { kind, departmentCode, institutionCode: hospital.code, priority, at });
      // Most are asked at the desk; some answer on their phone.
      const asked = serial % 12 === 5;
      const receipt = await done(
        createReferral(doctor, {
          ...{ requestKey: `demo-${person.serial}-${at}`, residentId: person.id, direction: 'up', priority, kind, consult: null },
          places: found?.places ?? { sessionId: null, stay: null },
          toInstitutionCode: found ? null : hospital.code,
          departmentCode: found ? null : departmentCode,
          practitionerId: null,
          ...{ diagnosisCode, diagnosisName, reason, findings: '血压、血糖及近期用药见随访记录。' },
          consented: !asked,
          consent: { way: asked ? 'online' : 'desk', guardian: null },
        }),
      );
      const course = { story, doctor: team, residentId: person.id, kind, hospital: hospital.userName, otherHospital: other, luck, startsAt: found?.startsAt ?? null };
      return asked ? consenting(course, receipt, at) : answering(course, receipt, at);
    },
  };
}

interface Wanted {
  readonly kind: ReferralKind;
  readonly departmentCode: string;
  readonly institutionCode: string;
  readonly priority: ReferralPriority;
  readonly at: number;
}

/** The first place that fits: of a device whichever, of clinics and wards the department's. */
async function findPlace(doctor: Parameters<typeof searchFreeSlots>[0], wanted: Wanted): Promise<{ places: PlaceWish; startsAt: number } | null> {
  const { kind, departmentCode, institutionCode, priority, at } = wanted;
  const day = dayOfInstant(at);
  const fromDay = addDays(day, priority === 'routine' ? 4 : 1);
  const capacity = capacityOf[kind] ?? 'clinic';
  const [first] = await done(searchFreeSlots(doctor, { kind: capacity, departmentCode: capacity === 'exam' ? null : departmentCode, institutionCode, priority, fromDay, toDay: addDays(day, 12), nights: capacity === 'ward' ? nights : 1 }));
  if (!first) return null;
  const { sessionId, startsAt } = first;
  return { startsAt, places: capacity === 'ward' ? { sessionId: null, stay: { sessionId, nights } } : { sessionId, stay: null } };
}
