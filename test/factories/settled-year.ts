import type { Store } from '@/db';
import { insertInstitutions } from '@/db/queries/registry';
import { policyVersion, residentIdentity, scoredStay } from '@/db/schema';
import { and, eq } from 'drizzle-orm';
import type { Budget } from '@/server/domain/budget/budget';
import type { PoolId } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Institution } from '@/server/domain/registry/institution';
import type { BaseRequest } from '@/server/services/budget/gather-base';
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { packOf } from '../domain/policy/packs';
import type { District } from './district';
import { type BookedVisit, addPopulation, bookVisits } from './ledger';
import { accepted } from './signing';

/** Puts a region's pack in the place of the district's policy, under its code and days. */
export async function usePack(store: Store, district: District, pack: string): Promise<PolicyVersion> {
  const body: PolicyVersion = { ...packOf(pack), regionCode: district.regionCode, id: district.policy.id, inForceFrom: district.policy.inForceFrom, inForceTo: null };
  await store.transaction((tx) =>
    tx
      .update(policyVersion)
      .set({ body })
      .where(and(eq(policyVersion.regionCode, district.regionCode), eq(policyVersion.id, district.policy.id))),
  );
  return body;
}

/** A hospital of another region and a pharmacy that belongs to nobody's alliance. */
export async function addStrangers(store: Store, { regionCode }: District): Promise<{ outside: Institution; pharmacy: Institution }> {
  const bare = { regionCode, allianceId: null, role: null, parentCode: null };
  const outside: Institution = { ...bare, code: `H${regionCode}00090`, name: '外地医院', level: 'out_of_region' };
  const pharmacy: Institution = { ...bare, code: `P${regionCode}00091`, name: '定点药店', level: 'pharmacy' };
  await store.transaction((tx) => insertInstitutions(tx, [outside, pharmacy]));
  return { outside, pharmacy };
}

export interface PlainVisit extends BookedVisit {
  readonly insutype: '310' | '390';
  readonly medType: '11' | '14' | '21' | '41';
  readonly specialFee: boolean;
  readonly homeCode: string;
  /** On its day its person was among the registered poor. */
  readonly poor: boolean;
}

export interface PlainScore {
  readonly institutionCode: string;
  readonly settlementId: string;
  readonly insutype: '310' | '390';
  readonly scheme: 'DRG' | 'DIP' | 'bed_day';
  /** Ten-thousandths of a point. */
  readonly points: number;
  readonly bedDays: number;
}

export interface PlainYear {
  readonly year: string;
  readonly visits: readonly PlainVisit[];
  readonly scores: readonly PlainScore[];
  /** Insured people and registered poor among them on the last day, by insurance and home. */
  readonly heads: ReadonlyMap<string, { readonly insured: number; readonly poor: number }>;
}

const perHome = 40;

/**
 * A year written straight into the books, the same each time: people of both alliances and of nobody, registered poor for half the year
 * or all of it, everywhere they go, stays that are scored, and a visit of December that was posted in January.
 */
export async function bookYear(store: Store, district: District, count: number, order: (visits: readonly PlainVisit[]) => readonly PlainVisit[] = (visits) => visits): Promise<PlainYear> {
  const year = '2024';
  const { regionCode, lead, township, clinic, foreignLead, foreignTownship } = district;
  const { outside, pharmacy } = await addStrangers(store, district);
  const homes = [lead, township, clinic, foreignLead, foreignTownship, pharmacy];
  const people: { id: string; insutype: '310' | '390'; homeCode: string; poor: 'never' | 'always' | 'from July' }[] = [];
  for (const [at, home] of homes.entries()) {
    for (const insutype of ['310', '390'] as const) {
      const ids = await addPopulation(store, regionCode, perHome, { prefix: `${insutype}-${at}`, home: home.code, insutype });
      people.push(...ids.map((id, index) => ({ id, insutype, homeCode: home.code, poor: index % 10 === 3 ? ('always' as const) : index % 10 === 7 ? ('from July' as const) : ('never' as const) })));
    }
  }
  const note = { note: null, recordedAt: 0, recordedByName: '民政', endedAt: null, endedByName: null, withdrawnAt: null, withdrawnReason: null };
  const poor = people.filter((person) => person.poor !== 'never');
  await store.transaction((tx) =>
    tx.append(residentIdentity, poor.map(({ id, poor: since }) => ({ regionCode, id: `${id}-poor`, residentId: id, identityClass: 'registered_poor', fromDay: since === 'always' ? '2020-01-01' : `${year}-07-01`, toDay: null, ...note }))),
  );
  const places = [lead, township, clinic, foreignLead, foreignTownship, outside, pharmacy];
  const visits = Array.from({ length: count }, (_, at): PlainVisit => {
    const person = people[(at * 37) % people.length];
    const place = places[(at * 13 + Math.floor(at / 7)) % places.length];
    if (!person || !place) throw new Error('a year needs people and places');
    const medType = place.level === 'pharmacy' ? '41' : at % 11 === 0 && place.level !== 'village' ? '21' : at % 5 === 0 ? '14' : '11';
    const day = new Date(Date.UTC(2024, 0, 1 + ((at * 53) % 366))).toISOString().slice(0, 10);
    const isPoor = person.poor === 'always' || (person.poor === 'from July' && day >= `${year}-07-01`);
    return {
      ...{ institutionCode: place.code, residentId: person.id, settlementId: `V${String(at).padStart(6, '0')}`, day, payFen: 1 + ((at * 7919) % 20_000) * (medType === '21' ? 5 : 1) },
      ...{ insutype: person.insutype, medType, level: place.level, specialFee: medType === '41' || at % 23 === 0, homeCode: person.homeCode, poor: isPoor },
      ...(at % 101 === 5 && day > `${year}-12-01` ? { postedTo: '2025-01' } : {}),
    };
  });
  await bookVisits(store, regionCode, order(visits));
  const stays = visits.filter(({ medType, level }) => medType === '21' && level !== 'out_of_region');
  const scores = stays.map(({ institutionCode, settlementId, insutype }, at): PlainScore =>
    at % 6 === 0
      ? { institutionCode, settlementId, insutype, scheme: 'bed_day', points: 0, bedDays: 3 + (at % 40) }
      : { institutionCode, settlementId, insutype, scheme: 'DRG', points: 1 + ((at * 631) % 90_000), bedDays: 0 },
  );
  await keepScores(store, regionCode, scores);
  const heads = new Map<string, { insured: number; poor: number }>();
  // The three people whom every district has live at the township hospital too.
  const others = [district.adult, district.elder, district.child].map(({ coverage: { insutype } }) => ({ insutype, homeCode: township.code, poor: 'never' as const }));
  for (const { insutype, homeCode, poor: since } of [...people, ...others]) {
    const before = heads.get(`${insutype}/${homeCode}`) ?? { insured: 0, poor: 0 };
    heads.set(`${insutype}/${homeCode}`, { insured: before.insured + 1, poor: before.poor + (since === 'never' ? 0 : 1) });
  }
  return { year, visits, scores, heads };
}

async function keepScores(store: Store, regionCode: string, scores: readonly PlainScore[]): Promise<void> {
  const rows = scores.map(({ institutionCode, settlementId, scheme, points, bedDays }) => ({ regionCode, institutionCode, settlementId, scheme, groupCode: 'G', groupName: '病组', points: pointsText(points), bedDays, batchId: null, receivedAt: 0 }));
  await store.transaction((tx) => tx.append(scoredStay, rows));
}

export function pointsText(tenThousandths: number): string {
  return String(tenThousandths / 10_000);
}

export async function closeBooks(district: District, year: string): Promise<void> {
  for (const month of monthsOfYear(year)) accepted(await closeMonth(district.contextFor('bureau_clerk'), month));
}

export async function budgetOf(district: District, year: string, pool: PoolId, scope: Budget['scope'], request: BaseRequest): Promise<Budget> {
  return accepted(await setBudget(district.contextFor('bureau_clerk'), { year, pool, scope, request, reason: null }));
}
