import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import type { Role } from '@/server/domain/permission/roles';
import { openTeam } from '@/server/services/team/open-team';
import { freshStore } from '../factories/store';
import { type Answer, ask, procedures } from '../permissions/ask';
import { expectedReach, rolesWith } from '../permissions/expected-scopes';
import { type ListProbe, type NamedProbe, type Probe, type SumProbe, isNotFound, nameOf } from '../permissions/probe';
import { probes } from '../permissions/probes';
import { type Side, actorFor } from '../permissions/sign-in';
import { type Holding, type Region, busyMonth, growForeign, mintRegion, nowhere, settledYear, worldNow } from '../permissions/world';

let store: Store;
let drop: () => Promise<void>;
let region: Region;
let otherRegion: Region;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: worldNow });
  ({ store, drop } = await freshStore());
  region = await mintRegion(store);
  otherRegion = await mintRegion(store);
});
afterAll(async () => {
  vi.useRealTimers();
  await drop();
});

const scopeOf = new Map(procedures.map(({ path, scope }) => [path, scope ?? 'anyone']));
const staffRolesOf = (probe: Probe): Role[] =>
  rolesWith(scopeOf.get(probe.path) ?? 'anyone').filter((role) => role !== 'resident' && (probe.kind !== 'named' || (probe.roles ?? [role]).includes(role)));
const isPartial = (role: Role) => expectedReach[role] !== 'region';

interface Asker {
  readonly role: Role;
  readonly side: Side;
  readonly actor: Actor;
  /** Where the asker works; of the bureau, the primary institution. */
  readonly own: Holding;
  /** All that lies within reach. */
  readonly near: readonly Holding[];
  /** The foreign alliance, for those who see a part of the region. */
  readonly across: readonly Holding[];
}

/** Who holds the probe's scope: partial roles once in either alliance, so that each sees what the other must not. */
async function askersOf(probe: Probe): Promise<Asker[]> {
  const askers: Asker[] = [];
  for (const role of staffRolesOf(probe)) {
    for (const side of isPartial(role) ? (['own', 'foreign'] as const) : (['own'] as const)) {
      askers.push({ role, side, actor: await actorFor(store, region.district, role, side), ...holdingsOf(role, side) });
    }
  }
  return askers;
}

function holdingsOf(role: Role, side: Side): Pick<Asker, 'own' | 'near' | 'across'> {
  const [ownPrimary, ownHospital, ...across] =
    side === 'own'
      ? ([region.primary, region.hospital, region.foreignPrimary, region.foreignHospital] as const)
      : ([region.foreignPrimary, region.foreignHospital, region.primary, region.hospital] as const);
  const own = role === 'referral_office' || role === 'his' ? ownHospital : ownPrimary;
  switch (expectedReach[role]) {
    case 'institution':
      return { own, near: [own], across };
    case 'alliance':
      return { own, near: [ownPrimary, ownHospital], across };
    default:
      return { own, near: [ownPrimary, ownHospital, ...across], across: [] };
  }
}

const elsewhere = () => [otherRegion.primary, otherRegion.foreignHospital];
const ofKind = <Kind extends Probe['kind']>(kind: Kind) => probes.filter((probe): probe is Extract<Probe, { kind: Kind }> => probe.kind === kind);
const named = (list: readonly Probe[]) => list.map((probe) => [nameOf(probe), probe] as const);

test('every procedure has a probe, and every probe a procedure', () => {
  expect([...new Set(probes.map(({ path }) => path))].sort()).toEqual(procedures.map(({ path }) => path).sort());
});

describe('a list shows all of one’s own and nothing of anybody else’s', () => {
  test.each(named(ofKind('list')))('%s', async (_name, given) => {
    const probe = given as ListProbe;
    for (const asker of await askersOf(probe)) {
      const { code, value, message } = await ask(store, asker.actor, probe.path, probe.input?.(asker.own));
      expect(code, `${asker.role}: ${message}`).toBe('OK');
      const text = JSON.stringify(value);
      const shown = (held: Holding) => probe.marks(held).filter((mark) => text.includes(mark));
      const foreign = [...elsewhere(), ...(probe.wide ? [] : asker.across)];
      expect(foreign.flatMap(shown), `${asker.role}, ${asker.side}: foreign`).toEqual([]);
      for (const held of probe.othersOnly ? [asker.own] : asker.near) expect(shown(held), `${asker.role}, ${asker.side}: own`).toEqual(probe.marks(held));
    }
  });
});

describe('what happens elsewhere changes no count, sum or list', () => {
  const still = [...ofKind('sum'), ...ofKind('list').filter(({ wide }) => !wide)];
  const before = new Map<Probe, string[]>();

  beforeAll(async () => {
    for (const probe of still) before.set(probe, await answersOf(probe));
    await growForeign(region);
    await growForeign(otherRegion);
  });

  test.each(named(still))('%s', async (_name, probe) => {
    expect(await answersOf(probe as SumProbe | ListProbe)).toEqual(before.get(probe));
  });

  /** Of those whom the growth in the foreign alliance does not concern; for roles of the region it is the other one’s. */
  async function answersOf(probe: SumProbe | ListProbe): Promise<string[]> {
    const answers: string[] = [];
    for (const { role, side, actor, own } of await askersOf(probe)) {
      if (side === 'foreign' || !isPartial(role)) continue;
      const { code, value, message } = await ask(store, actor, probe.path, probe.input?.(own));
      expect(code, `${role}: ${message}`).toBe('OK');
      answers.push(`${role} ${JSON.stringify(value)}`);
    }
    return answers;
  }
});

describe('the parts that two alliances see make the whole that the bureau sees', () => {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const amounts = (value: unknown, field: string) => sum((value as readonly Readonly<Record<string, number>>[]).map((row) => row[field] ?? 0));

  test.each([
    ['budget.burn', (): unknown => ({ year: settledYear }), (value: unknown) => amounts(value, 'spentFen')],
    ['month.list', (): unknown => ({ year: settledYear }), (value: unknown) => amounts(value, 'feeForServiceFen')],
    ['prepayment.list', (): unknown => undefined, (value: unknown) => amounts(value, 'totalFen')],
    ['prepayment.get', (): unknown => ({ month: busyMonth }), (value: unknown) => (value as { totalFen: number }).totalFen],
    ['settlement.get', (): unknown => ({ id: region.primary.settlementId }), (value: unknown) => (value as { totals: { finalFen: number } }).totals.finalFen],
  ])('%s', async (path, input, amountOf) => {
    const seenBy = async (role: Role, side: Side) => amountOf((await ask(store, await actorFor(store, region.district, role, side), path, input())).value);
    const [own, foreign, whole] = [await seenBy('alliance_manager', 'own'), await seenBy('alliance_manager', 'foreign'), await seenBy('bureau_clerk', 'own')];
    expect(own).toBeGreaterThan(0);
    expect(foreign).toBeGreaterThan(0);
    expect(own + foreign).toBe(whole);
  });
});

describe('what is named and lies outside one’s reach is not there', () => {
  test.each(named(ofKind('named')))('%s', async (_name, given) => {
    const probe = given as NamedProbe;
    const isNothing = probe.nothing ?? isNotFound;
    for (const asker of await askersOf(probe)) {
      const { role, side, actor, own, across } = asker;
      const answerFor = async (asked: Holding) => anonymous(await ask(store, actor, probe.path, probe.input(asked, own)), asked);
      const unknown = await answerFor({ ...own, ...nowhere });
      expect(isNothing(unknown), `${role}: nobody’s: ${JSON.stringify(unknown)}`).toBe(true);
      for (const held of [...elsewhere(), ...(probe.wide ? [] : across)]) {
        expect(await answerFor(held), `${role}, ${side}: of ${held.institutionCode}`).toEqual(unknown);
      }
      const mine = await answerFor(own);
      if (probe.neverFor?.includes(role)) expect(mine, `${role}: the whole region’s`).toEqual(unknown);
      else {
        expect(['OK', 'UNPROCESSABLE_CONTENT', 'CONFLICT'], `${role}, ${side}: own: ${mine.message}`).toContain(mine.code);
        expect(isNothing(mine), `${role}, ${side}: own: ${JSON.stringify(mine)}`).toBe(false);
      }
    }
  });
});

describe('nobody’s reach is only as wide as its predicate', () => {
  const partial = ofKind('named').filter(({ wide }) => !wide);

  test.each(named(partial))('%s', async (_name, given) => {
    const probe = given as NamedProbe;
    const isNothing = probe.nothing ?? isNotFound;
    for (const { role, actor, own } of await askersOf(probe)) {
      if (!isPartial(role) || actor.kind !== 'staff') continue;
      const { regionCode } = otherRegion.district;
      for (const mutant of [
        { ...actor, institutionCodes: [] },
        { ...actor, institutionCodes: [own.institutionCode.toLowerCase(), '%', '', 'all'] },
        { ...actor, regionCode, institutionCodes: [own.institutionCode, own.partnerCode] },
      ]) {
        const answer = await ask(store, mutant, probe.path, probe.input(own, own));
        expect(isNothing(answer), `${role} of ${mutant.regionCode} at ${mutant.institutionCodes.join()}: ${JSON.stringify(answer)}`).toBe(true);
      }
    }
  });
});

test('an alliance’s manager opens teams in the alliance alone, though no screen offers it yet', async () => {
  const { district } = region;
  const manager = district.contextFor('alliance_manager');
  const opening = { name: '新团队', doctorName: '赵医生', title: '主治医师', phone: null };
  const refused = { ok: false, refusals: [{ code: 'not_found', facts: { what: 'institution' } }] };
  expect(await openTeam(manager, { ...opening, institutionCode: district.foreignTownship.code })).toEqual(refused);
  expect(await openTeam(manager, { ...opening, institutionCode: otherRegion.district.township.code })).toEqual(refused);
  expect(await openTeam(manager, { ...opening, institutionCode: district.township.code })).toMatchObject({ ok: true });
});

/** The answer with the names that were asked for left out, so that an echo of the question makes no difference. */
function anonymous(answer: Answer, asked: Holding): Answer {
  let text = JSON.stringify(answer);
  // What somebody holds nothing of has no name, and is echoed by nothing.
  for (const name of Object.values(asked)) if (name !== '' && name !== asked.regionCode) text = text.replaceAll(JSON.stringify(name), '"…"');
  return JSON.parse(text) as Answer;
}
