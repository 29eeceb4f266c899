import type { Store } from '@/db';
import { contractsOf } from '@/db/seed/contracts';
import { type DemoPerson, demoResident, personAt } from '@/db/seed/people';
import { demoRegion, demoTeams } from '@/db/seed/places';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import { demoSender } from '@/server/integration/sms/demo-sender';
import { proposeContract } from '@/server/services/contract-request/propose-contract';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { keepDemoSms } from '@/server/services/notice/keep-demo-sms';
import { sendDueNotices } from '@/server/services/notice/send-due-notices';
import { queueNotice } from '@/server/services/notice/queue-notice';
import { askToEnd } from '@/server/services/own/ask-to-end';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { describeOwnContract } from '@/server/services/own/describe-own-contract';
import { done } from '../done';
import { asClock, asLeader } from './demo-actors';

interface DemoPart {
  readonly store: Store;
  readonly seed: number;
  readonly residents: number;
  readonly today: Day;
  readonly now: number;
}

const consent = { textVersion: firstConsentVersion, guardian: null, provedBy: 'sms_code' } as const;

/**
 * What residents did on their own pages: some ask their nearest team to sign with them, the demo's resident has a proposal to answer, and
 * the outbox holds what was sent, what failed and what waits. Answers how many notices there are.
 */
export async function playDemoResidents({ store, seed, residents, today, now }: DemoPart): Promise<string> {
  const [, second] = demoTeams;
  if (!second) throw new Error('the demo has no second team');
  const terms = { practitionerId: null, packageCodes: ['basic'], termYears: 1, startDay: null, note: null };
  const offer = { ...terms, kind: 'transfer', residentId: demoResident.id, teamId: second.id, contractId: await contractOf(store, now), transferReason: 'by_choice' } as const;
  await done(proposeContract(asLeader(store, second, now), { ...offer, requestKey: 'demo-proposal-1', draftId: null }));
  const askers = unsigned(seed, residents, today).slice(0, 4);
  for (const [index, person] of askers.entries()) {
    const team = demoTeams.find(({ institutionCode }) => institutionCode === person.home.code);
    if (team) await done(askToSign(asResident(store, person, now + index * 60_000), { requestKey: `demo-asked-${index}`, teamId: team.id, packageCodes: ['basic'], termYears: 1, note: null, consent }));
  }
  const ending = await askEnding(store, signedWith(seed, residents, today), now + 300_000);
  const { sent } = await sendDueNotices(asClock(store, now + 600_000), demoSender((sms) => keepDemoSms(store, sms, now)));
  await remind(store, askers, now + 700_000);
  return `${askers.length} requests from residents to sign and ${ending} to end, ${sent} notices sent`;
}

/** The contract that the demo's resident has, as they see it themselves. */
async function contractOf(store: Store, now: number): Promise<string> {
  const { standing } = await describeOwnContract(asResident(store, demoResident, now));
  if (standing.state !== 'in_force') throw new Error('the demo’s resident is not signed');
  return standing.contract.id;
}

/** The first of these whose contract still runs wants to end it; answers how many do. */
async function askEnding(store: Store, people: readonly DemoPerson[], at: number): Promise<number> {
  for (const person of people) {
    const { standing } = await describeOwnContract(asResident(store, person, at));
    if (standing.state !== 'in_force') continue;
    await done(askToEnd(asResident(store, person, at), { requestKey: 'demo-asked-end', contractId: standing.contract.id, reason: 'moved_away', note: '下月搬到外地子女家中' }));
    return 1;
  }
  return 0;
}

/** One that a carrier refused for good, and one for tomorrow. */
async function remind(store: Store, [refused, waiting]: readonly DemoPerson[], now: number): Promise<void> {
  const context = asClock(store, now);
  const facts = { serviceName: '免费健康体检', teamName: demoTeams[0]?.name ?? '', day: '2026-12-10' };
  const { regionCode } = demoRegion;
  if (refused) {
    await store.transaction((tx) => queueNotice<'service_due'>(tx, context, { regionCode, to: { kind: 'resident', id: refused.id }, template: 'service_due', facts }));
    await sendDueNotices(asClock(store, now + 1000), { name: 'refusing', send: () => Promise.resolve({ error: 'number_unknown', mayRetry: false }) });
  }
  if (waiting) await store.transaction((tx) => queueNotice<'service_due'>(tx, context, { regionCode, to: { kind: 'resident', id: waiting.id }, template: 'service_due', facts, dueAt: now + 86_400_000 }));
}

/** Grown-up people who were never signed. */
function unsigned(seed: number, residents: number, today: Day): DemoPerson[] {
  const found: DemoPerson[] = [];
  for (let serial = 1; serial < residents && found.length < 6; serial += 1) {
    const person = personAt(seed, serial, today);
    const age = ageOn(person.birthDay, today);
    if (person.deathDay === null && age >= 20 && age < 90 && contractsOf(seed, person, today).length === 0) found.push(person);
  }
  return found;
}

/** Grown-up people near the first team, by whose doctor the demo is mostly seen, with a contract. */
function signedWith(seed: number, residents: number, today: Day): DemoPerson[] {
  const [team] = demoTeams;
  const people = Array.from({ length: Math.min(residents - 1, 400) }, (_, index) => personAt(seed, index + 1, today));
  return people.filter((person) => {
    const isNear = person.home.code === team?.institutionCode && person.deathDay === null && person.id !== demoResident.id;
    return isNear && ageOn(person.birthDay, today) >= 20 && contractsOf(seed, person, today).some((signed) => signed.team.id === team.id);
  });
}

function asResident(store: Store, person: DemoPerson, at: number): ServiceContext {
  const { regionCode } = demoRegion;
  return { store, actor: { kind: 'resident', residentId: person.id, regionCode, sessionId: 'seed' }, now: () => at, newId: () => uuidv7() };
}
