import { type SQL, and, asc, eq, exists, gt, gte, inArray, isNotNull, isNull, lte, not, or } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { type Bound, type Placeholders, prepared } from '@/db/prepared';
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

/** What is true of some residents day by day; `get` of the answer knows everybody. */
export async function listStandings(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ get(residentId: string): Standing }> {
  return standingsFrom(await ofThem.all(q, { regionCode, residentIds: listed(residentIds) }));
}

/** The same of all residents after one and up to another in the order of their ids, for those who go through them page by page. */
export async function listStandingsBetween(q: Queryable, regionCode: string, after: string, upTo: string): Promise<{ get(residentId: string): Standing }> {
  return standingsFrom(await between.all(q, { regionCode, after, upTo }));
}

/** As what and in which groups residents stand, day by day, for those who do not ask where they were. */
export async function listCoverageAndGroups(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ get(residentId: string): Pick<Standing, 'coverage' | 'keyGroups'> }> {
  const of = { regionCode, residentIds: listed(residentIds) };
  return standingsFrom({ periods: await ofThem.coverage(q, of), memberships: await ofThem.groups(q, of), absences: [] });
}

type ResidentColumn = typeof coveragePeriod.residentId | typeof residentKeyGroup.residentId | typeof residentAbsence.residentId;

/** What is recorded day by day of residents, who are told by what a statement is given beside their region. */
function standingsOf<const Name extends string>(given: readonly Name[], whose: (residentId: ResidentColumn, values: Placeholders<Name | 'regionCode'>) => SQL | undefined) {
  const names = ['regionCode' as const, ...given];
  const coverage = prepared(names, (q, values) => {
    const { regionCode, residentId, fromDay, insutype, retired } = coveragePeriod;
    return q
      .select({ residentId, fromDay, insutype, retired })
      .from(coveragePeriod)
      .where(and(eq(regionCode, values.regionCode), whose(residentId, values)))
      .orderBy(asc(residentId), asc(fromDay));
  });
  const groups = prepared(names, (q, values) => {
    const { regionCode, residentId, keyGroup, fromDay, toDay, member } = residentKeyGroup;
    return q
      .select({ residentId, keyGroup, from: fromDay, to: toDay })
      .from(residentKeyGroup)
      .where(and(eq(regionCode, values.regionCode), whose(residentId, values), eq(member, true)))
      .orderBy(asc(residentId), asc(keyGroup), asc(fromDay));
  });
  const away = prepared(names, (q, values) => {
    const { regionCode, residentId, fromDay, toDay } = residentAbsence;
    return q
      .select({ residentId, from: fromDay, to: toDay })
      .from(residentAbsence)
      .where(and(eq(regionCode, values.regionCode), whose(residentId, values)))
      .orderBy(asc(residentId), asc(fromDay));
  });
  const all = async (q: Queryable, values: Readonly<Record<Name | 'regionCode', Bound>>) => ({
    periods: await coverage(q, values),
    memberships: await groups(q, values),
    absences: await away(q, values),
  });
  return { coverage, groups, all };
}

const ofThem = standingsOf(['residentIds'], (residentId, { residentIds }) => among(residentId, residentIds));
const between = standingsOf(['after', 'upTo'], (residentId, { after, upTo }) => and(gt(residentId, after), lte(residentId, upTo)));

type Recorded = Awaited<ReturnType<typeof ofThem.all>>;
type CoverageStep = Step<CoverageTimeline[number]['value']>;

function standingsFrom({ periods, memberships, absences }: Recorded): { get(residentId: string): Standing } {
  const coverage = new Map<string, CoverageStep[]>();
  for (const { residentId, fromDay, insutype, retired } of periods) push(coverage, residentId, { from: fromDay, value: insutype === null ? null : { insutype, retired } });
  const keyGroups = new Map<string, KeyGroupInterval[]>();
  for (const { residentId, keyGroup, from, to } of memberships) push(keyGroups, residentId, { keyGroup, from, to });
  const away = new Map<string, Absence[]>();
  for (const { residentId, from, to } of absences) push(away, residentId, { from, to });
  return { get: (id) => ({ coverage: coverage.get(id) ?? none, keyGroups: keyGroups.get(id) ?? none, away: away.get(id) ?? none }) };
}

const none: readonly never[] = [];

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
