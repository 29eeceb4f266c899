import { and, eq, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { claimedTerm, contract, contractClaim, doctorLoad, resident, team } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { answerSigningRequest } from '@/server/services/contract-request/answer-signing-request';
import { correctContract } from '@/server/services/contract/correct-contract';
import { expireContracts } from '@/server/services/contract/expire-contracts';
import { renewContract } from '@/server/services/contract/renew-contract';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { transferContract } from '@/server/services/contract/transfer-contract';
import { withdrawConsent } from '@/server/services/contract/withdraw-consent';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { type Card, CardBox, lastOf } from '../factories/contract-model';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let regions: readonly [District, District];
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  regions = [await mintDistrict(store), await mintDistrict(store)];
});
afterAll(() => drop());

const seed = 20250310;
const people = 3;
const consent = { textVersion: '2025-01', guardian: null };

type Step =
  | { readonly kind: 'wait'; readonly days: number; readonly clock: boolean }
  | { readonly kind: 'sign'; readonly person: number; readonly team: number; readonly inDays: number; readonly years: number }
  | { readonly kind: 'renew' | 'withdraw'; readonly which: number }
  | { readonly kind: 'transfer'; readonly which: number; readonly team: number; readonly moved: boolean }
  | { readonly kind: 'end'; readonly which: number; readonly inDays: number }
  | { readonly kind: 'correct'; readonly which: number; readonly shift: number; readonly years: number; readonly team: number }
  | { readonly kind: 'ask'; readonly person: number; readonly team: number; readonly waits: number; readonly agreed: boolean }
  | { readonly kind: 'die'; readonly person: number };

const record = <T extends Record<string, fc.Arbitrary<unknown>>>(arbitraries: T) => fc.record(arbitraries);
const which = fc.nat(7);
const person = fc.nat(people - 1);
const teamIndex = fc.nat(2);
const step = fc.oneof(
  { weight: 5, arbitrary: record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 250 }), clock: fc.boolean() }) },
  { weight: 6, arbitrary: record({ kind: fc.constant('sign' as const), person, team: teamIndex, inDays: fc.integer({ min: -1, max: 32 }), years: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: record({ kind: fc.constant('renew' as const), which }) },
  { weight: 1, arbitrary: record({ kind: fc.constant('withdraw' as const), which }) },
  { weight: 3, arbitrary: record({ kind: fc.constant('transfer' as const), which, team: teamIndex, moved: fc.boolean() }) },
  { weight: 2, arbitrary: record({ kind: fc.constant('end' as const), which, inDays: fc.integer({ min: -2, max: 60 }) }) },
  { weight: 3, arbitrary: record({ kind: fc.constant('correct' as const), which, shift: fc.integer({ min: -40, max: 40 }), years: fc.integer({ min: 1, max: 3 }), team: fc.nat(1) }) },
  { weight: 2, arbitrary: record({ kind: fc.constant('ask' as const), person, team: teamIndex, waits: fc.integer({ min: 0, max: 9 }), agreed: fc.boolean() }) },
  { weight: 1, arbitrary: record({ kind: fc.constant('die' as const), person }) },
) as fc.Arbitrary<Step>;

/** Three people known to two regions; of the teams two are in the first region, with one place and two, and one in the second. */
interface World {
  readonly box: CardBox;
  readonly teams: readonly { readonly id: string; readonly region: number }[];
  /** Ids by region and person. */
  readonly ids: readonly (readonly string[])[];
  readonly indexes: readonly string[];
}

let runs = 0;

async function mintWorld(): Promise<World> {
  const [here, there] = regions;
  const made = [await here.addTeam(1), await here.addTeam(2), await there.addTeam(3)];
  const teams = made.map(({ id }, at) => ({ id, region: at < 2 ? 0 : 1 }));
  const ids: [string[], string[]] = [[], []];
  const indexes: string[] = [];
  for (let at = 0; at < people; at += 1) {
    runs += 1;
    const certNo = citizenId({ area: String(110_101 + Math.floor(runs / 999)), birthDay: '1970-01-01', serial: runs % 999 });
    ids[0].push((await here.addResident({ certNo, birthDay: '1970-01-01' })).id);
    ids[1].push((await there.addResident({ certNo, birthDay: '1970-01-01' })).id);
    const [row] = await store.reads.select({ index: resident.identityIndex }).from(resident).where(eq(resident.id, ids[0][at] ?? ''));
    indexes.push(row?.index ?? '');
  }
  const capacity = new Map(made.map(({ id, capacity: places }) => [id, places]));
  return { box: new CardBox('2025-03-10', capacity), teams, ids, indexes };
}

const at = ({ box }: World) => ({ now: instantOf(`${box.today} 09:00:00`) });
const clerkOf = (world: World, region: number) => (regions[region] ?? regions[0]).contextFor('system', at(world));
const chosen = ({ box }: World, index: number): Card | undefined => box.cards[index % Math.max(1, box.cards.length)];
let keys = 0;
const key = () => `model-${process.pid}-${(keys += 1)}`;

/** Does one step in both worlds; whether the model and the program agree that it may be done. */
async function take(world: World, move: Step): Promise<void> {
  const { box, teams } = world;
  switch (move.kind) {
    case 'wait': {
      box.today = addDays(box.today, move.days);
      if (move.clock) for (const region of [0, 1]) await expireContracts(clerkOf(world, region));
      return;
    }
    case 'sign': {
      const { id: teamId, region } = teams[move.team] ?? { id: '', region: 0 };
      const start = addDays(box.today, move.inDays);
      const outcome = await signContract(clerkOf(world, region), signingOf({ team: { id: teamId } } as District, { id: world.ids[region]?.[move.person] ?? '' }, { startDay: start, termYears: move.years }));
      agree(outcome, box.maySign(move.person, teamId, start, move.years), move);
      const before = box.of(move.person, region).find((card) => card.state === 'runs' && addDays(card.end, 1) === start);
      if (outcome.ok) box.sign({ id: outcome.value.contractId, region, person: move.person, team: teamId, start, years: move.years, previous: before?.id ?? null });
      return;
    }
    case 'renew': {
      const card = chosen(world, move.which);
      if (!card) return;
      const outcome = await renewContract(clerkOf(world, card.region), { requestKey: key(), contractId: card.id, practitionerId: null, packageCodes: null, termYears: null, consent });
      const start = box.today <= card.end ? addDays(card.end, 1) : box.today;
      const inWindow = addDays(card.end, -30) <= box.today && box.today <= addDays(card.end, 365);
      agree(outcome, card.state === 'runs' && !box.successor(card) && inWindow && box.maySign(card.person, card.team, start, card.years, [], 31), move);
      if (outcome.ok) box.sign({ id: outcome.value.contractId, region: card.region, person: card.person, team: card.team, start, years: card.years, previous: card.id });
      return;
    }
    case 'transfer': {
      const card = chosen(world, move.which);
      const to = teams[move.team];
      if (!card || to?.region !== card.region) return;
      const outcome = await transferContract(clerkOf(world, card.region), {
        ...{ requestKey: key(), contractId: card.id, toTeamId: to.id, practitionerId: null, reason: move.moved ? 'moved' : 'by_choice', note: null },
        ...{ packageCodes: ['basic'], startDay: null, termYears: 1, consent },
      });
      const start = addDays(box.today, 1);
      const often = !move.moved && box.transfersInYear(card) >= 1;
      const shortened = { ...card, end: box.today < card.start ? addDays(card.start, -1) : box.today };
      const others = [card, ...box.later(card)];
      const isFree = box.isFree(card.person, start, lastOf(start, 1), others) && (shortened.end < shortened.start || shortened.end < start);
      agree(outcome, box.runs(card) && card.team !== to.id && !often && isFree && !box.deaths.has(card.person) && box.hasPlace(to.id, card.person, others), move);
      if (!outcome.ok) return;
      box.callOffLater(card, 'transferred');
      box.end(card, box.today, 'transferred');
      box.sign({ id: outcome.value.contractId, region: card.region, person: card.person, team: to.id, start, years: 1, previous: card.id });
      return;
    }
    case 'end':
    case 'withdraw': {
      const card = chosen(world, move.which);
      if (!card) return;
      const last = move.kind === 'end' ? addDays(box.today, move.inDays) : box.today;
      const context = clerkOf(world, card.region);
      const outcome = move.kind === 'end' ? await terminateContract(context, { contractId: card.id, reason: 'voluntary', endDay: last, note: null }) : await withdrawConsent(context, { contractId: card.id, note: null });
      agree(outcome, box.runs(card) && box.today <= last && last <= card.end, move);
      if (!outcome.ok) return;
      box.callOffLater(card, 'voluntary');
      box.end(card, last, 'voluntary');
      return;
    }
    case 'correct': {
      const card = chosen(world, move.which);
      if (!card) return;
      const start = addDays(card.start, move.shift);
      const to = card.region === 0 ? (teams[move.team]?.id ?? card.team) : card.team;
      const outcome = await correctContract(clerkOf(world, card.region), { requestKey: key(), contractId: card.id, note: '录入有误', correction: { startDay: start, termYears: move.years, teamId: to } });
      const changes = start !== card.start || move.years !== card.years || to !== card.team;
      const known = start >= '2024-01-01' && start <= addDays(box.today, 30);
      agree(outcome, card.state === 'runs' && changes && known && box.isFree(card.person, start, lastOf(start, move.years), [card]), move);
      if (!outcome.ok) return;
      const { contractId } = outcome.value;
      for (const later of box.cards) if (later.previous === card.id) later.previous = contractId;
      box.end(card, addDays(card.start, -1), 'corrected');
      box.sign({ id: contractId, region: card.region, person: card.person, team: to, start, years: move.years, previous: card.id });
      return;
    }
    case 'ask': {
      const { id: teamId, region } = teams[move.team] ?? { id: '', region: 0 };
      const residentId = world.ids[region]?.[move.person] ?? '';
      const self = (regions[region] ?? regions[0]).contextFor('resident', { ...at(world), residentId });
      const asked = await askToSign(self, { requestKey: key(), teamId, packageCodes: ['basic'], termYears: 1, note: null, consent: { ...consent, provedBy: 'sms_code' } });
      agree(asked, box.maySign(move.person, teamId, box.today, 1), move);
      if (!asked.ok) return;
      box.today = addDays(box.today, move.waits);
      const { requestId } = asked.value;
      const answered = await answerSigningRequest(clerkOf(world, region), move.agreed ? { requestId, answer: 'accept', practitionerId: null } : { requestId, answer: 'refuse', reason: '不在服务区域' });
      agree(answered, move.waits <= 7 && (!move.agreed || box.maySign(move.person, teamId, box.today, 1)), move);
      if (answered.ok && answered.value.signed) box.sign({ id: answered.value.signed.contractId, region, person: move.person, team: teamId, start: box.today, years: 1, previous: null });
      // What was not answered in time is out of the way before the resident asks again.
      if (!answered.ok) box.today = addDays(box.today, 8);
      return;
    }
    case 'die': {
      if (box.deaths.has(move.person)) return;
      box.deaths.set(move.person, box.today);
      for (const region of [0, 1]) {
        const id = world.ids[region]?.[move.person] ?? '';
        await store.transaction((tx) => tx.update(resident).set({ deathDay: box.today }).where(eq(resident.id, id)));
        for (const card of box.of(move.person, region)) {
          const outcome = await terminateContract(clerkOf(world, region), { contractId: card.id, reason: 'deceased', endDay: null, note: null });
          agree(outcome, card.state === 'runs', move);
          if (!outcome.ok) continue;
          box.callOffLater(card, 'deceased');
          box.end(card, box.today, 'deceased');
        }
      }
    }
  }
}

function agree(outcome: Outcome<unknown, AnyRefusal>, expected: boolean, move: Step): void {
  const told = outcome.ok ? 'done' : outcome.refusals.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`).join(', ');
  expect(outcome.ok, `${JSON.stringify(move)}: ${told}`).toBe(expected);
}

/** Everything that is stored is what the cards say. */
async function compare({ box, teams, ids, indexes }: World): Promise<void> {
  const rows = await store.reads.select().from(contract).where(inArray(contract.residentId, ids.flat()));
  const stated = rows.map((row) => [row.id, row.teamId, row.startDay, row.endDay, row.status === 'terminated']).sort();
  expect(stated).toEqual(box.cards.map((card) => [card.id, card.team, card.start, card.end, card.state === 'ended']).sort());
  const seats = (teamId: string) => new Set(rows.filter((row) => row.teamId === teamId && row.status === 'in_force').map((row) => row.residentId)).size;
  for (const { id } of teams) {
    const [row] = await store.reads.select().from(team).where(eq(team.id, id));
    expect(row?.signedCount, `places of ${id}`).toBe(seats(id));
  }
  for (const index of indexes) {
    const person = indexes.indexOf(index);
    const covering = box.of(person).filter((card) => card.start <= card.end);
    const terms = await store.reads.select().from(claimedTerm).where(eq(claimedTerm.identityIndex, index));
    expect(terms.map((term) => [term.contractId, term.startDay, term.endDay]).sort()).toEqual(covering.map((card) => [card.id, card.start, card.end]).sort());
    const inOrder = covering.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    for (const [position, card] of inOrder.entries()) expect(inOrder[position + 1] === undefined || card.end < (inOrder[position + 1]?.start ?? ''), 'two contracts a day').toBe(true);
    const [claim] = await store.reads.select().from(contractClaim).where(eq(contractClaim.identityIndex, index));
    if (covering.length > 0) expect(claim?.endDay).toBe(covering.map((card) => card.end).sort().at(-1));
  }
}

/** A doctor's residents, over all worlds of the test: the counter is what the contracts say. */
async function compareDoctors(): Promise<void> {
  for (const { regionCode } of regions) {
    const rows = await store.reads.select().from(contract).where(and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force')));
    for (const load of await store.reads.select().from(doctorLoad).where(eq(doctorLoad.regionCode, regionCode))) {
      expect(load.signedCount).toBe(new Set(rows.filter((row) => row.practitionerId === load.practitionerId).map((row) => row.residentId)).size);
    }
  }
}

test('the life cycle does what a box of cards would do, and no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (moves) => {
      const world = await mintWorld();
      for (const move of moves) {
        await take(world, move);
        await compare(world);
      }
      await compareDoctors();
    }),
    { seed, numRuns: 40 },
  );
});
