import { type SQL, and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, institution, resident, visit } from '@/db/schema';
import type { RefundProblem } from '@/server/domain/benefit/match-refunds';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { VisitKey } from '@/server/domain/visit/visit';
import { sameVisit, visitIn } from './visit';

export interface WaitingFilter {
  readonly institutionCode?: string | undefined;
  readonly problem?: RefundProblem | undefined;
}

export type WaitingRefund = Awaited<ReturnType<typeof listWaitingRefunds>>['rows'][number];

/** One page of the refunds within reach that take nothing back, latest first. */
export async function listWaitingRefunds(q: Queryable, reach: Reach, filter: WaitingFilter, page: { readonly limit: number; readonly offset: number }) {
  const { institutionCode, settlementId, settledAt, totalFen, refundOf, residentId } = visit;
  const condition = and(
    waiting(reach),
    filter.institutionCode === undefined ? undefined : eq(adjudication.institutionCode, filter.institutionCode),
    filter.problem === undefined ? undefined : eq(adjudication.refundProblem, filter.problem),
  );
  const rows = await q
    .select({ institutionCode, institutionName: institution.name, settlementId, settledAt, totalFen, refundOf, residentId, residentName: resident.name, problem: adjudication.refundProblem })
    .from(adjudication)
    .innerJoin(visit, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .where(condition)
    .orderBy(desc(settledAt), asc(institutionCode), asc(settlementId))
    .limit(page.limit)
    .offset(page.offset);
  const [count] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(adjudication).where(condition);
  return { rows, total: count?.total ?? 0 };
}

export async function countWaitingRefunds(q: Queryable, reach: Reach): Promise<number> {
  const [row] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(adjudication).where(waiting(reach));
  return row?.total ?? 0;
}

function waiting(reach: Reach): SQL | undefined {
  return and(within(reach, adjudication.regionCode, adjudication.institutionCode), isNotNull(adjudication.refundProblem));
}

export interface NamedVisit {
  readonly residentId: string;
  readonly settledAt: string;
  readonly totalFen: number;
}

/** The visits that refunds name, by `visitKeyText`, whoever they are of. */
export async function findNamedVisits(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<Map<string, NamedVisit>> {
  if (keys.length === 0) return new Map();
  const { institutionCode, settlementId, residentId, settledAt, totalFen } = visit;
  const rows = await q
    .select({ institutionCode, settlementId, residentId, settledAt, totalFen })
    .from(visit)
    .where(and(eq(visit.regionCode, regionCode), visitIn(visit, keys)));
  return new Map(rows.map((row) => [visitKeyText(row), row]));
}

/** Which refund took each of these visits back, by `visitKeyText` of the visit. */
export async function findRefundsOf(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { institutionCode, settlementId, refundOf } = visit;
  const rows = await q
    .select({ institutionCode, settlementId, refundOf })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(
      and(
        ...[eq(visit.regionCode, regionCode), inArray(institutionCode, [...new Set(keys.map((key) => key.institutionCode))])],
        ...[inArray(refundOf, [...new Set(keys.map((key) => key.settlementId))]), isNull(adjudication.refundProblem)],
      ),
    );
  return new Map(rows.map((row) => [visitKeyText({ institutionCode: row.institutionCode, settlementId: row.refundOf ?? '' }), row.settlementId]));
}
