import { and, asc, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { assessmentScore } from '@/db/schema';
import type { AssessedKind } from '@/server/domain/assessment/assessment';

export type AssessmentRow = typeof assessmentScore.$inferSelect;

export interface AssessmentKey {
  readonly year: string;
  readonly kind: AssessedKind;
  readonly code: string;
}

/** A year's scores, alliances first, in order of their codes. */
export async function listAssessments(q: Queryable, regionCode: string, year: string): Promise<AssessmentRow[]> {
  return q
    .select()
    .from(assessmentScore)
    .where(and(eq(assessmentScore.regionCode, regionCode), eq(assessmentScore.year, year)))
    .orderBy(asc(assessmentScore.subjectKind), asc(assessmentScore.subjectCode));
}

export async function findAssessment(q: Queryable, regionCode: string, key: AssessmentKey): Promise<AssessmentRow | null> {
  const [row] = await q.select().from(assessmentScore).where(ofKey(regionCode, key));
  return row ?? null;
}

/** Puts a score in the place of the one before; it then waits for its second person again. */
export async function saveAssessment(tx: Tx, row: AssessmentRow): Promise<void> {
  const { regionCode, year, subjectKind, subjectCode } = assessmentScore;
  const { score, note, status, enteredBy, enteredAt, approvedBy, approvedAt } = row;
  await tx
    .insert(assessmentScore)
    .values(row)
    .onConflictDoUpdate({ target: [regionCode, year, subjectKind, subjectCode], set: { score, note, status, enteredBy, enteredAt, approvedBy, approvedAt } });
}

/** Approves the score as it was seen; false when it was approved or entered anew meanwhile. */
export async function approveAssessmentRow(tx: Tx, seen: AssessmentRow, approval: { readonly approvedBy: string; readonly approvedAt: number }): Promise<boolean> {
  const key = { year: seen.year, kind: seen.subjectKind, code: seen.subjectCode };
  const asSeen = and(eq(assessmentScore.status, 'proposed'), eq(assessmentScore.score, seen.score), eq(assessmentScore.enteredAt, seen.enteredAt));
  const won = await tx
    .update(assessmentScore)
    .set({ status: 'approved', ...approval })
    .where(and(ofKey(seen.regionCode, key), asSeen))
    .returning({ code: assessmentScore.subjectCode });
  return won.length === 1;
}

function ofKey(regionCode: string, { year, kind, code }: AssessmentKey) {
  return and(eq(assessmentScore.regionCode, regionCode), eq(assessmentScore.year, year), eq(assessmentScore.subjectKind, kind), eq(assessmentScore.subjectCode, code));
}
