import { type SQL, and, asc, count, desc, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, contract, institution, visit } from '@/db/schema';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { MedType } from '@/server/domain/registry/codes';
import type { CareRoute } from '@/server/domain/referral-report/outside-care';
import type { PageOf } from './resident';
import { sameVisit } from './visit';

export interface OutsideCareFilter {
  /** Both are included. */
  readonly fromDay: Day;
  readonly toDay: Day;
  /** Where the visit was, or whose team the resident is signed with. */
  readonly institutionCode: string | null;
}

export interface OutsideCareLine {
  readonly route: CareRoute;
  readonly institutionCode: string;
  readonly visits: number;
  readonly totalFen: Fen;
}

/** Visits of signed residents to hospitals on some days, by how they came and where they went; the reach touches the visit or the contract. */
export async function listOutsideCare(q: Queryable, reach: Reach, filter: OutsideCareFilter): Promise<OutsideCareLine[]> {
  const rows = await q
    .select({ route: routeOf(), institutionCode: visit.institutionCode, visits: count(), totalFen: sql<number>`coalesce(sum(${visit.totalFen}), 0)`.mapWith(Number) })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(contract, ownContract())
    .innerJoin(institution, visited())
    .where(conditionOf(reach, filter))
    // By position: an expression is not the same expression twice to PostgreSQL.
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`);
  return rows.map((row) => ({ ...row, visits: Number(row.visits) }));
}

/** How many different people each of the routes brought. */
export async function countOutsidePeople(q: Queryable, reach: Reach, filter: OutsideCareFilter): Promise<Map<CareRoute, number>> {
  const rows = await q
    .select({ route: routeOf(), people: sql<number>`count(distinct ${visit.residentId})`.mapWith(Number) })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(contract, ownContract())
    .innerJoin(institution, visited())
    .where(conditionOf(reach, filter))
    .groupBy(sql`1`);
  return new Map(rows.map(({ route, people }) => [route, people]));
}

export interface OutsideVisit {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly settlementId: string;
  readonly signedInstitutionCode: string;
  readonly settledAt: string;
  readonly medType: MedType;
  readonly diagnosisName: string | null;
  readonly referralNumber: string | null;
  readonly totalFen: Fen;
}

/** The visits behind a number, the latest first; they say where and for what, not who. */
export async function listOutsideVisits(
  q: Queryable,
  reach: Reach,
  filter: OutsideCareFilter & { readonly route: CareRoute; readonly visitedCode: string | null },
  { page, pageSize }: PageOf,
): Promise<{ rows: OutsideVisit[]; total: number }> {
  const condition = and(conditionOf(reach, filter), eq(routeOf(), filter.route), filter.visitedCode === null ? undefined : eq(visit.institutionCode, filter.visitedCode));
  const { institutionCode, settlementId, settledAt, medType, diagnosisName, referralNumber, totalFen } = visit;
  const rows = await q
    .select({ institutionCode, settlementId, settledAt, medType, diagnosisName, referralNumber, totalFen, institutionName: institution.name, signedInstitutionCode: contract.institutionCode })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(contract, ownContract())
    .innerJoin(institution, visited())
    .where(condition)
    .orderBy(desc(settledAt), asc(institutionCode), asc(settlementId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [found] = await q.select({ total: count() }).from(visit).innerJoin(adjudication, sameVisit()).innerJoin(contract, ownContract()).innerJoin(institution, visited()).where(condition);
  return { rows, total: Number(found?.total ?? 0) };
}

function ownContract(): SQL | undefined {
  return and(eq(contract.regionCode, adjudication.regionCode), eq(contract.id, adjudication.contractId));
}

function visited(): SQL | undefined {
  return and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode));
}

function conditionOf(reach: Reach, { fromDay, toDay, institutionCode }: OutsideCareFilter): SQL | undefined {
  return and(
    within(reach, visit.regionCode, visit.institutionCode, contract.institutionCode),
    isNotNull(adjudication.contractId),
    eq(adjudication.status, 'paid'),
    gte(visit.settledAt, fromDay),
    lt(visit.settledAt, addDays(toDay, 1)),
    inArray(institution.level, ['level1', 'level2', 'level3', 'out_of_region']),
    institutionCode === null ? undefined : or(eq(visit.institutionCode, institutionCode), eq(contract.institutionCode, institutionCode)),
  );
}

/** The one place where a visit's route is decided, so that a number and its rows agree. */
function routeOf(): SQL<CareRoute> {
  const home = sql`(select home.alliance_id from ${institution} home where home.region_code = ${contract.regionCode} and home.code = ${contract.institutionCode})`;
  return sql<CareRoute>`case when ${visit.referralNumber} is not null then 'referred'
    when ${visit.medType} = '13' then 'emergency'
    when ${institution.level} = 'out_of_region' then 'out_of_region'
    when ${institution.allianceId} = ${home} then 'inside'
    else 'outside' end`;
}
