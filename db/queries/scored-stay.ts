import { type SQL, and, eq, inArray, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { adjudication, scoredStay, visit } from '@/db/schema';
import type { ScoredStay, StayVisit } from '@/server/domain/settlement/scored-stay';
import { type VisitKey } from '@/server/domain/visit/visit';
import { sameVisit } from './visit';

export type ScoredStayRow = typeof scoredStay.$inferSelect;

/** The visits that stays name, by their keys as `visitKeyText` writes them. */
export async function findStayVisits(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<(VisitKey & NonNullable<StayVisit>)[]> {
  if (keys.length === 0) return [];
  return q
    .select({ institutionCode: visit.institutionCode, settlementId: visit.settlementId, medType: visit.medType, status: adjudication.status })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(eq(visit.regionCode, regionCode), amongKeys(keys, visit)));
}

export async function findScoredStays(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<ScoredStay[]> {
  if (keys.length === 0) return [];
  const { institutionCode, settlementId, scheme, groupCode, groupName, points, bedDays } = scoredStay;
  return q
    .select({ institutionCode, settlementId, scheme, groupCode, groupName, points, bedDays })
    .from(scoredStay)
    .where(and(eq(scoredStay.regionCode, regionCode), amongKeys(keys, scoredStay)));
}

export async function insertScoredStays(tx: Tx, rows: readonly ScoredStayRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(scoredStay, rows);
}

/** One list of numbers an institution: a file holds the stays of a few places. */
function amongKeys(keys: readonly VisitKey[], of: Pick<typeof visit | typeof scoredStay, 'institutionCode' | 'settlementId'>): SQL | undefined {
  const byPlace = new Map<string, string[]>();
  for (const { institutionCode, settlementId } of keys) byPlace.set(institutionCode, [...(byPlace.get(institutionCode) ?? []), settlementId]);
  return or(...[...byPlace].map(([code, ids]) => and(eq(of.institutionCode, code), inArray(of.settlementId, ids))));
}
