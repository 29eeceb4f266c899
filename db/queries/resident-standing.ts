import { type SQL, and, asc, eq, exists, gt, gte, inArray, isNotNull, isNull, lte, not, or } from 'drizzle-orm';
import { among } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { coveragePeriod, resident, residentAbsence, residentKeyGroup } from '@/db/schema';
import { type Day, addYears } from '@/server/domain/kernel/calendar-day';
import type { Insutype, KeyGroup } from '@/server/domain/registry/codes';
import type { CoverageTimeline } from '@/server/domain/registry/coverage';
import { type KeyGroupInterval, isByAge } from '@/server/domain/registry/key-groups-on';
import { type Step, type Timeline, lastDays, sinceEver } from '@/server/domain/registry/timeline';

/** Days away from the region, both included; `to` is null while somebody has not come back. */
export interface Absence {
  readonly from: Day;
  readonly to: Day | null;
}

/** What is true of a resident day by day. */
export interface Standing {
  readonly coverage: CoverageTimeline;
  readonly keyGroups: readonly KeyGroupInterval[];
  readonly away: readonly Absence[];
}

const unknown: Standing = { coverage: [], keyGroups: [], away: [] };

type Of = (residentId: typeof coveragePeriod.residentId | typeof residentKeyGroup.residentId | typeof residentAbsence.residentId) => SQL | undefined;

/** What is true of some residents day by day; `get` of the answer knows everybody. */
export async function listStandings(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ get(residentId: string): Standing }> {
  const found = new Map<string, Standing>();
  await readStandings(q, regionCode, (residentId) => among(residentId, residentIds), found);
  return { get: (residentId) => found.get(residentId) ?? unknown };
}

/** The same of all residents after one and up to another in the order of their ids, for those who go through them page by page. */
export async function listStandingsBetween(q: Queryable, regionCode: string, after: string, upTo: string): Promise<{ get(residentId: string): Standing }> {
  const found = new Map<string, Standing>();
  await readStandings(q, regionCode, (residentId) => and(gt(residentId, after), lte(residentId, upTo)), found);
  return { get: (residentId) => found.get(residentId) ?? unknown };
}

async function readStandings(q: Queryable, regionCode: string, of: Of, found: Map<string, Standing>): Promise<void> {
  const coverage = await readCoverage(q, regionCode, of);
  const groups = await readGroups(q, regionCode, of);
  const away = new Map<string, Absence[]>();
  const absences = await q
    .select({ residentId: residentAbsence.residentId, from: residentAbsence.fromDay, to: residentAbsence.toDay })
    .from(residentAbsence)
    .where(and(eq(residentAbsence.regionCode, regionCode), of(residentAbsence.residentId)))
    .orderBy(asc(residentAbsence.residentId), asc(residentAbsence.fromDay));
  for (const { residentId: id, ...absence } of absences) push(away, id, absence);
  for (const [id, steps] of coverage) found.set(id, { coverage: steps, keyGroups: groups.get(id) ?? unknown.keyGroups, away: away.get(id) ?? unknown.away });
}

type CoverageSteps = Map<string, Step<CoverageTimeline[number]['value']>[]>;

async function readCoverage(q: Queryable, regionCode: string, of: Of): Promise<CoverageSteps> {
  const coverage: CoverageSteps = new Map();
  const { residentId, fromDay, insutype, retired } = coveragePeriod;
  const periods = await q
    .select({ residentId, fromDay, insutype, retired })
    .from(coveragePeriod)
    .where(and(eq(coveragePeriod.regionCode, regionCode), of(residentId)))
    .orderBy(asc(residentId), asc(fromDay));
  for (const row of periods) push(coverage, row.residentId, { from: row.fromDay, value: row.insutype === null ? null : { insutype: row.insutype, retired: row.retired } });
  return coverage;
}

async function readGroups(q: Queryable, regionCode: string, of: Of): Promise<Map<string, KeyGroupInterval[]>> {
  const groups = new Map<string, KeyGroupInterval[]>();
  const memberships = await q
    .select({ residentId: residentKeyGroup.residentId, keyGroup: residentKeyGroup.keyGroup, from: residentKeyGroup.fromDay, to: residentKeyGroup.toDay })
    .from(residentKeyGroup)
    .where(and(eq(residentKeyGroup.regionCode, regionCode), of(residentKeyGroup.residentId), eq(residentKeyGroup.member, true)))
    .orderBy(asc(residentKeyGroup.residentId), asc(residentKeyGroup.keyGroup), asc(residentKeyGroup.fromDay));
  for (const { residentId: id, ...interval } of memberships) push(groups, id, interval);
  return groups;
}

/** As what and in which groups residents stand, day by day, for those who do not ask where they were. */
export async function listCoverageAndGroups(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ get(residentId: string): Pick<Standing, 'coverage' | 'keyGroups'> }> {
  const of: Of = (residentId) => among(residentId, residentIds);
  const coverage = await readCoverage(q, regionCode, of);
  const groups = await readGroups(q, regionCode, of);
  return { get: (residentId) => ({ coverage: coverage.get(residentId) ?? unknown.coverage, keyGroups: groups.get(residentId) ?? unknown.keyGroups }) };
}

function push<Value>(map: Map<string, Value[]>, id: string, value: Value): void {
  const own = map.get(id);
  if (own === undefined) map.set(id, [value]);
  else own.push(value);
}

/** What a registration says without a day: as far as anybody knows it has been so ever since. */
export interface TodaysStanding {
  readonly regionCode: string;
  readonly id: string;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
}

/** To be called with every resident that is added, in the transaction that adds them. */
export async function insertStandings(tx: Tx, residents: readonly TodaysStanding[]): Promise<void> {
  if (residents.length === 0) return;
  await tx.append(coveragePeriod, residents.map(({ regionCode, id, insutype, retired }) => ({ regionCode, residentId: id, fromDay: sinceEver, toDay: null, insutype, retired })));
  const groups = residents.flatMap(({ regionCode, id, keyGroups }) =>
    [...new Set(keyGroups)].filter((group) => !isByAge(group)).map((keyGroup) => ({ regionCode, residentId: id, keyGroup, fromDay: sinceEver, toDay: null, member: true })),
  );
  if (groups.length > 0) await tx.append(residentKeyGroup, groups);
}

/** Puts a resident's coverage in the place of what was recorded. */
export async function replaceCoverage(tx: Tx, regionCode: string, residentId: string, timeline: CoverageTimeline): Promise<void> {
  await tx.delete(coveragePeriod).where(and(eq(coveragePeriod.regionCode, regionCode), eq(coveragePeriod.residentId, residentId)));
  const ends = lastDays(timeline);
  const rows = timeline.map(({ from, value }, at) => ({
    ...{ regionCode, residentId, fromDay: from, toDay: ends[at] ?? null },
    ...{ insutype: value?.insutype ?? null, retired: value?.retired ?? false },
  }));
  if (rows.length > 0) await tx.append(coveragePeriod, rows);
}

/** Membership of one group day by day, with the days on which somebody left it. */
export async function findGroupTimeline(q: Queryable, regionCode: string, residentId: string, keyGroup: KeyGroup): Promise<Timeline<boolean>> {
  const rows = await q
    .select({ from: residentKeyGroup.fromDay, value: residentKeyGroup.member })
    .from(residentKeyGroup)
    .where(and(ofResident(regionCode, residentId), eq(residentKeyGroup.keyGroup, keyGroup)))
    .orderBy(asc(residentKeyGroup.fromDay));
  return rows;
}

/** Puts a resident's membership of one group in the place of what was recorded. */
export async function replaceGroupTimeline(tx: Tx, regionCode: string, residentId: string, keyGroup: KeyGroup, timeline: Timeline<boolean>): Promise<void> {
  await tx.delete(residentKeyGroup).where(and(ofResident(regionCode, residentId), eq(residentKeyGroup.keyGroup, keyGroup)));
  const ends = lastDays(timeline);
  const rows = timeline.map(({ from, value }, at) => ({ regionCode, residentId, keyGroup, fromDay: from, toDay: ends[at] ?? null, member: value }));
  if (rows.length > 0) await tx.append(residentKeyGroup, rows);
}

function ofResident(regionCode: string, residentId: string): SQL | undefined {
  return and(eq(residentKeyGroup.regionCode, regionCode), eq(residentKeyGroup.residentId, residentId));
}

/** Puts a resident's absences in the place of what was recorded. */
export async function replaceAbsences(tx: Tx, regionCode: string, residentId: string, absences: readonly Absence[]): Promise<void> {
  await tx.delete(residentAbsence).where(and(eq(residentAbsence.regionCode, regionCode), eq(residentAbsence.residentId, residentId)));
  const rows = absences.map(({ from, to }) => ({ regionCode, residentId, fromDay: from, toDay: to }));
  if (rows.length > 0) await tx.append(residentAbsence, rows);
}

/** Whether a resident is born, alive and not away on a day; a second record of somebody lives nowhere. A condition on `resident`. */
export function livesHereOn(q: Queryable, on: Day): SQL | undefined {
  const { regionCode, residentId, fromDay, toDay } = residentAbsence;
  const away = q
    .select({ residentId })
    .from(residentAbsence)
    .where(and(eq(regionCode, resident.regionCode), eq(residentId, resident.id), lte(fromDay, on), or(isNull(toDay), gte(toDay, on))));
  return and(isNull(resident.mergedIntoId), lte(resident.birthDay, on), or(isNull(resident.deathDay), gt(resident.deathDay, on)), not(exists(away)));
}

/** Whether a resident is insured on a day, as one thing or as any. A condition on `resident`. */
export function insuredOn(q: Queryable, as: Insutype | 'any', on: Day): SQL {
  const { regionCode, residentId, insutype, fromDay, toDay } = coveragePeriod;
  return exists(
    q
      .select({ residentId })
      .from(coveragePeriod)
      .where(
        and(
          eq(regionCode, resident.regionCode),
          eq(residentId, resident.id),
          as === 'any' ? isNotNull(insutype) : eq(insutype, as),
          lte(fromDay, on),
          or(isNull(toDay), gte(toDay, on)),
        ),
      ),
  );
}

/** Whether a resident belongs to any key group on a day, or to one of some. A condition on `resident`. */
export function inKeyGroup(q: Queryable, on: Day, groups: readonly KeyGroup[] | 'any' = 'any'): SQL | undefined {
  const { regionCode, residentId, keyGroup, member, fromDay, toDay } = residentKeyGroup;
  const wanted = (group: KeyGroup) => groups === 'any' || groups.includes(group);
  const registered = q
    .select({ residentId })
    .from(residentKeyGroup)
    .where(
      and(
        eq(regionCode, resident.regionCode),
        eq(residentId, resident.id),
        groups === 'any' ? undefined : inArray(keyGroup, [...groups]),
        eq(member, true),
        lte(fromDay, on),
        or(isNull(toDay), gte(toDay, on)),
      ),
    );
  return or(
    wanted('elderly65') ? lte(resident.birthDay, addYears(on, -65)) : undefined,
    wanted('child0to6') ? gt(resident.birthDay, addYears(on, -7)) : undefined,
    exists(registered),
  );
}
