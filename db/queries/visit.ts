import { type SQL, and, asc, desc, eq, gt, gte, lt, sql } from 'drizzle-orm';
import { pairAmong } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, institution, resident, visit } from '@/db/schema';
import type { DifferenceKind } from '@/server/domain/benefit/classify-difference';
import { type Day, type Month, addDays, addMonths, firstDayOf } from '@/server/domain/kernel/calendar-day';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit, VisitKey } from '@/server/domain/visit/visit';

export type VisitRow = typeof visit.$inferSelect;

export interface VisitFiling {
  readonly regionCode: string;
  readonly contentDigest: string;
  readonly batchId: string | null;
  readonly receivedAt: number;
}

/** A condition for many visits by their keys; both engines search their primary key by it. */
export function visitIn(keyColumns: { institutionCode: typeof visit.institutionCode | typeof adjudication.institutionCode; settlementId: typeof visit.settlementId | typeof adjudication.settlementId }, keys: readonly VisitKey[]): SQL {
  return pairAmong([keyColumns.institutionCode, keyColumns.settlementId], keys.map((key) => [key.institutionCode, key.settlementId]));
}

/** The content digests of the visits that are held already, by `visitKeyText`. */
export async function findVisitDigests(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<Map<string, string>> {
  const { institutionCode, settlementId, contentDigest } = visit;
  const rows = await q.select({ institutionCode, settlementId, contentDigest }).from(visit).where(and(eq(visit.regionCode, regionCode), visitIn(visit, keys)));
  return new Map(rows.map((row) => [visitKeyText(row), row.contentDigest]));
}

export async function insertVisits(tx: Tx, rows: readonly (Visit & VisitFiling)[]): Promise<void> {
  if (rows.length > 0) await tx.append(visit, rows);
}

export async function findVisit(q: Queryable, reach: Reach, key: VisitKey): Promise<VisitRow | null> {
  const [row] = await q
    .select()
    .from(visit)
    .where(and(within(reach, visit.regionCode, visit.institutionCode), eq(visit.institutionCode, key.institutionCode), eq(visit.settlementId, key.settlementId)));
  return row ?? null;
}

export interface VisitFilter {
  readonly institutionCode?: string | undefined;
  readonly month?: Month | undefined;
  readonly residentId?: string | undefined;
  readonly difference?: DifferenceKind | undefined;
  readonly contractId?: string | undefined;
  readonly onlyEnhanced?: boolean | undefined;
}

export interface VisitListRow {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly settlementId: string;
  readonly residentId: string;
  readonly residentName: string;
  readonly settledAt: string;
  readonly insutype: VisitRow['insutype'];
  readonly medType: VisitRow['medType'];
  readonly diagnosisName: string | null;
  readonly totalFen: number;
  readonly payFen: number;
  readonly enhancementFen: number;
  readonly status: (typeof adjudication.$inferSelect)['status'];
  readonly difference: string | null;
  readonly reportedPoolFen: number | null;
}

/** One page of visits within reach, latest first. */
export async function listVisits(q: Queryable, reach: Reach, filter: VisitFilter, page: { limit: number; offset: number }): Promise<{ rows: VisitListRow[]; total: number }> {
  const condition = conditionOf(reach, filter);
  const rows = await q
    .select({
      institutionCode: visit.institutionCode,
      institutionName: institution.name,
      settlementId: visit.settlementId,
      residentId: visit.residentId,
      residentName: resident.name,
      settledAt: visit.settledAt,
      insutype: visit.insutype,
      medType: visit.medType,
      diagnosisName: visit.diagnosisName,
      totalFen: visit.totalFen,
      payFen: adjudication.payFen,
      enhancementFen: adjudication.enhancementFen,
      status: adjudication.status,
      difference: adjudication.difference,
      reportedPoolFen: visit.reportedPoolFen,
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .where(condition)
    .orderBy(desc(visit.settledAt), desc(visit.institutionCode), desc(visit.settlementId))
    .limit(page.limit)
    .offset(page.offset);
  const [count] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(visit).innerJoin(adjudication, sameVisit()).where(condition);
  return { rows, total: count?.total ?? 0 };
}

export function sameVisit(): SQL | undefined {
  return and(eq(adjudication.regionCode, visit.regionCode), eq(adjudication.institutionCode, visit.institutionCode), eq(adjudication.settlementId, visit.settlementId));
}

export function conditionOf(reach: Reach, filter: VisitFilter): SQL | undefined {
  const { month } = filter;
  return and(
    within(reach, visit.regionCode, visit.institutionCode),
    filter.institutionCode === undefined ? undefined : eq(visit.institutionCode, filter.institutionCode),
    filter.residentId === undefined ? undefined : eq(visit.residentId, filter.residentId),
    month === undefined ? undefined : and(gte(visit.settledAt, firstDayOf(month)), lt(visit.settledAt, firstDayOf(addMonths(month, 1)))),
    filter.difference === undefined ? undefined : eq(adjudication.difference, filter.difference),
    filter.contractId === undefined ? undefined : eq(adjudication.contractId, filter.contractId),
    filter.onlyEnhanced === true ? gt(adjudication.enhancementFen, 0) : undefined,
  );
}

export interface YearRow extends Pick<VisitListRow, 'institutionCode' | 'institutionName' | 'settlementId' | 'settledAt' | 'totalFen' | 'payFen' | 'enhancementFen' | 'status'> {
  readonly deductiblePaidFen: number;
  readonly beforeDeductibleFen: number;
  readonly beforeFundFen: number;
}

/** The visits of one benefit year and accumulation within reach, in the order they were folded in. */
export async function listYear(q: Queryable, reach: Reach, of: { residentId: string; benefitYear: string; accumulation: string }, limit: number): Promise<YearRow[]> {
  return q
    .select({
      institutionCode: visit.institutionCode,
      institutionName: institution.name,
      settlementId: visit.settlementId,
      settledAt: visit.settledAt,
      totalFen: visit.totalFen,
      payFen: adjudication.payFen,
      enhancementFen: adjudication.enhancementFen,
      status: adjudication.status,
      deductiblePaidFen: adjudication.deductiblePaidFen,
      beforeDeductibleFen: adjudication.beforeDeductibleFen,
      beforeFundFen: adjudication.beforeFundFen,
    })
    .from(adjudication)
    .innerJoin(visit, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .where(
      and(
        within(reach, visit.regionCode, visit.institutionCode),
        eq(adjudication.residentId, of.residentId),
        eq(adjudication.benefitYear, of.benefitYear),
        eq(adjudication.accumulation, of.accumulation),
      ),
    )
    .orderBy(asc(visit.settledAt), asc(visit.institutionCode), asc(visit.settlementId))
    .limit(limit);
}

export interface DaysSettled {
  readonly from: Day;
  /** Null: no last day. */
  readonly to: Day | null;
}

/** The ids of those whose visits were settled on these days. */
export async function listPeopleSettled(q: Queryable, regionCode: string, days: DaysSettled): Promise<string[]> {
  const rows = await q.selectDistinct({ id: visit.residentId }).from(visit).where(settledOn(regionCode, days)).orderBy(asc(visit.residentId));
  return rows.map(({ id }) => id);
}

/** Under which insurance and as which kind of care visits were settled on these days. */
export async function listKindsSettled(q: Queryable, regionCode: string, days: DaysSettled): Promise<Pick<VisitRow, 'insutype' | 'medType'>[]> {
  const { insutype, medType } = visit;
  return q.selectDistinct({ insutype, medType }).from(visit).where(settledOn(regionCode, days)).orderBy(asc(insutype), asc(medType));
}

function settledOn(regionCode: string, { from, to }: DaysSettled): SQL | undefined {
  return and(eq(visit.regionCode, regionCode), gte(visit.settledAt, from), to === null ? undefined : lt(visit.settledAt, addDays(to, 1)));
}
