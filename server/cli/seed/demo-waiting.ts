import type { Store } from '@/db';
import { contractsOf } from '@/db/seed/contracts';
import { personAt } from '@/db/seed/people';
import type { DemoTeam } from '@/db/seed/places';
import { addDays, type Day, dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import type { ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import { publishSession } from '@/server/services/quota/publish-session';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineOffer, takeOffer } from '@/server/services/waiting/answer-offer';
import { lapseOffers } from '@/server/services/waiting/lapse-offers';
import { noteBrokenPromises } from '@/server/services/waiting/note-broken-promises';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { done } from '../done';
import { asAccount, asClock, asLeader } from './demo-actors';

interface District {
  readonly store: Store;
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
  /** The moment the demo is opened. */
  readonly now: number;
}

/** Somebody the hospital has no place for. */
interface Wish {
  readonly daysAgo: number;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  readonly resourceName: string | null;
  readonly nights: number;
  readonly signed: boolean;
}

const visit = { kind: 'outpatient', resourceName: null, nights: 0, signed: true } as const;

/** In the order in which they were put on the list. */
const wishes = {
  unsigned: { ...visit, daysAgo: 19, priority: 'routine', signed: false },
  first: { ...visit, daysAgo: 16, priority: 'routine' },
  urgent: { ...visit, daysAgo: 15, priority: 'urgent' },
  patient: { ...visit, daysAgo: 13, priority: 'routine' },
  third: { ...visit, daysAgo: 11, priority: 'routine' },
  bed: { ...visit, kind: 'inpatient', nights: 5, daysAgo: 6, priority: 'routine' },
  scan: { ...visit, kind: 'exam', resourceName: '双能X线骨密度仪', daysAgo: 4, priority: 'routine' },
  latest: { ...visit, daysAgo: 2, priority: 'routine' },
} as const satisfies Readonly<Record<string, Wish>>;

const hospital = { userName: 'hospital', code: 'H21010000001' };
const department = { departmentCode: 'rheumatology', departmentName: '风湿免疫科' };

/**
 * A department whose one specialist comes seldom: who waits, what was offered to whom, taken, let run out and turned down, a promise
 * that was not kept, and a place that waits for its answer today. Reserved places are dealt, so who gets one depends on the district.
 */
export async function playDemoWaiting(district: District): Promise<string> {
  const { store, today, now } = district;
  const people = peopleOf(district);
  const waiting: Waiter[] = [];
  const steps: Step[] = [
    ...Object.values(wishes).map((wish) => ({ daysAgo: wish.daysAgo, hour: 9, run: async (at: number) => void waiting.push(...(await putOnList(district, people, wish, at))) })),
    { daysAgo: 14, hour: 10, run: (at) => publish(district, at, 8, 9) },
    { daysAgo: 14, hour: 13, run: (at) => answer(district, waiting, takeOffer, at) },
    { daysAgo: 14, hour: 14, run: (at) => answer(district, waiting, takeOffer, at) },
    // Nobody answers this one in time, and the next in the order takes it.
    { daysAgo: 9, hour: 10, run: (at) => publish(district, at, 12, 6) },
    { daysAgo: 8, hour: 10, run: (at) => answer(district, waiting, takeOffer, at) },
    // The day does not suit the first who is asked.
    { daysAgo: 5, hour: 10, run: (at) => publish(district, at, 11, 6) },
    { daysAgo: 5, hour: 12, run: (at) => answer(district, waiting, declineOffer, at) },
    ...Array.from({ length: 19 }, (_, day) => ({ daysAgo: day + 1, hour: 23, run: (at: number) => lapseOffers(asClock(store, at)) })),
  ];
  for (const { daysAgo, hour, run } of steps.sort((a, b) => b.daysAgo - a.daysAgo || a.hour - b.hour)) await run(instantOf(`${addDays(today, -daysAgo)} 00:00:00`) + hour * hourMs);
  await noteBrokenPromises(asClock(store, now));
  await publish(district, now - hourMs, 9, 6);
  return `${waiting.length} people put on a waiting list, with what was offered to them`;
}

interface Step {
  readonly daysAgo: number;
  readonly hour: number;
  readonly run: (at: number) => Promise<unknown>;
}

interface Waiter {
  readonly referralId: string;
  readonly team: DemoTeam;
}

async function putOnList({ store }: District, people: People, wish: Wish, at: number): Promise<Waiter[]> {
  for (let tries = 0; tries < 5; tries += 1) {
    const person = people(wish.signed);
    if (!person) return [];
    const sent = await createReferral(asLeader(store, person.team, at), {
      ...{ requestKey: `demo-waiting-${person.id}`, residentId: person.id, direction: 'up', priority: wish.priority, kind: wish.kind, consult: null },
      ...{ places: { sessionId: null, stay: null }, toInstitutionCode: hospital.code, departmentCode: department.departmentCode, practitionerId: null },
      ...{ diagnosisCode: 'M06.900', diagnosisName: '类风湿关节炎', reason: '双手小关节肿痛两月，类风湿因子阳性，请专科评估用药。' },
      ...{ findings: '晨僵约一小时，血沉 48 mm/h。', consented: true },
    });
    // Somebody who is being referred already is left alone.
    if (!sent.ok) continue;
    const { id: referralId } = sent.value;
    await done(queueReferral(asAccount(store, hospital.userName, at + 2 * hourMs), { referralId, version: null, resourceName: wish.resourceName, nights: wish.nights }));
    return [{ referralId, team: person.team }];
  }
  return [];
}

/** Publishes one more clinic, so many days ahead; a third of it is reserved, and offered at once. */
function publish({ store }: District, at: number, daysAhead: number, capacity: number): Promise<unknown> {
  const day = addDays(dayOfInstant(at), daysAhead);
  const startsAt = instantOf(`${day} 13:30:00`);
  const plan = { institutionCode: hospital.code, ...department, resourceName: '贺晓岚', startsAt, endsAt: startsAt + 3 * hourMs, capacity, urgentOnly: false, publicLeadDays: 14 };
  return done(publishSession(asAccount(store, hospital.userName, at), plan));
}

/** The team's doctor answers for the first who has been offered something; nobody else has anything to answer. */
async function answer({ store }: District, waiting: readonly Waiter[], how: typeof takeOffer, at: number): Promise<void> {
  for (const { referralId, team } of waiting) if ((await how(asLeader(store, team, at), { referralId, version: null })).ok) return;
}

type People = (signed: boolean) => { readonly id: string; readonly team: DemoTeam } | null;

/** Residents of the hospital's alliance whom the other stories seldom take, each once. */
function peopleOf({ seed, residents, today }: District): People {
  let serial = Math.floor(residents / 2) + 3;
  const teams = new Map<string, DemoTeam>();
  return (signed) => {
    for (; serial < residents; serial += 7) {
      const person = personAt(seed, serial, today);
      if (person.home.allianceId !== 'beihu' || person.deathDay !== null) continue;
      const contract = contractsOf(seed, person, today).at(-1);
      if (contract) teams.set(person.home.code, contract.team);
      const isSigned = contract?.status === 'in_force' && contract.startDay < addDays(today, -40);
      // Somebody without a contract is referred by a team of where they live.
      const team = isSigned ? contract.team : contract ? undefined : teams.get(person.home.code);
      if (isSigned !== signed || !team) continue;
      serial += 7;
      return { id: person.id, team };
    }
    return null;
  };
}
