import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, institution, visit } from '@/db/schema';
import type { Fen } from '@/server/domain/kernel/money';
import type { VisitKey } from '@/server/domain/visit/visit';
import { sameVisit, visitIn } from './visit';

/** A record as it is laid beside others. */
export interface ConcernedVisit extends VisitKey {
  readonly institutionName: string;
  readonly medType: typeof visit.$inferSelect.medType;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly settledAt: string;
  readonly diagnosisName: string | null;
  readonly prescriptionDays: number | null;
  readonly totalFen: Fen;
  readonly payFen: Fen;
  readonly selfPaidFen: Fen;
  readonly reportedPoolFen: Fen | null;
  readonly status: typeof adjudication.$inferSelect.status;
}

/** Records by their keys, within reach, in the order of their settlement. */
export async function listConcernedVisits(q: Queryable, reach: Reach, keys: readonly VisitKey[]): Promise<ConcernedVisit[]> {
  if (keys.length === 0) return [];
  return q
    .select({
      institutionCode: visit.institutionCode,
      settlementId: visit.settlementId,
      institutionName: institution.name,
      medType: visit.medType,
      startedAt: visit.startedAt,
      endedAt: visit.endedAt,
      settledAt: visit.settledAt,
      diagnosisName: visit.diagnosisName,
      prescriptionDays: visit.prescriptionDays,
      totalFen: visit.totalFen,
      payFen: adjudication.payFen,
      selfPaidFen: adjudication.selfPaidFen,
      reportedPoolFen: visit.reportedPoolFen,
      status: adjudication.status,
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .where(and(within(reach, visit.regionCode, visit.institutionCode), visitIn(visit, keys)))
    .orderBy(asc(visit.settledAt), asc(visit.institutionCode), asc(visit.settlementId));
}
