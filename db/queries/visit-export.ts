import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Reach } from '@/db/reach';
import { adjudication, institution, resident, visit } from '@/db/schema';
import { type VisitFilter, conditionOf, sameVisit } from './visit';

export type { VisitFilter } from './visit';

export type VisitExportRow = Awaited<ReturnType<typeof listVisitsAfter>>[number];
type Place = Pick<typeof visit.$inferSelect, 'settledAt' | 'institutionCode' | 'settlementId'>;

/** The visits within reach that come after one in the order of the list, latest first; the first ones after none. */
export async function listVisitsAfter(q: Queryable, reach: Reach, filter: VisitFilter, after: Place | null, limit: number) {
  const { settledAt, institutionCode, settlementId, insutype, medType, diagnosisCode, diagnosisName, totalFen, inScopeFen, specialFee, reportedPoolFen } = visit;
  const { deductiblePaidFen, rate, payFen, enhancementFen, ladderFen, assistanceFen, selfPaidFen, contractId, difference, status } = adjudication;
  return q
    .select({
      ...{ settledAt, institutionCode, settlementId, insutype, medType, diagnosisCode, diagnosisName, totalFen, inScopeFen, specialFee, reportedPoolFen },
      ...{ deductiblePaidFen, rate, payFen, enhancementFen, ladderFen, assistanceFen, selfPaidFen, contractId, difference, status },
      ...{ institutionName: institution.name, residentName: resident.name },
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .where(and(conditionOf(reach, filter), after === null ? undefined : comesAfter(after)))
    .orderBy(desc(settledAt), desc(institutionCode), desc(settlementId))
    .limit(limit);
}

function comesAfter({ settledAt, institutionCode, settlementId }: Place) {
  return or(
    lt(visit.settledAt, settledAt),
    and(eq(visit.settledAt, settledAt), lt(visit.institutionCode, institutionCode)),
    and(eq(visit.settledAt, settledAt), eq(visit.institutionCode, institutionCode), lt(visit.settlementId, settlementId)),
  );
}
