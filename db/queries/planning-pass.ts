import { and, count, eq, max } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { handover, importBatch, importReview, planningPass, residentMerge } from '@/db/schema';

export type PlanningPassRow = typeof planningPass.$inferSelect;

export async function findPlanningPass(q: Queryable, regionCode: string): Promise<PlanningPassRow | null> {
  const [row] = await q.select().from(planningPass).where(eq(planningPass.regionCode, regionCode));
  return row ?? null;
}

export async function savePlanningPass(tx: Tx, row: PlanningPassRow): Promise<void> {
  const { regionCode: _, ...pass } = row;
  await tx.insert(planningPass).values(row).onConflictDoUpdate({ target: planningPass.regionCode, set: pass });
}

/** Tells, as a text that only serves to be compared, whether anything has changed contracts without planning what they are owed. */
export async function readContractMovements(q: Queryable, regionCode: string): Promise<string> {
  const [files] = await q
    .select({ rows: count(), heardAt: max(importBatch.heardAt) })
    .from(importBatch)
    .where(and(eq(importBatch.regionCode, regionCode), eq(importBatch.kind, 'contracts')));
  const [reviews] = await q.select({ rows: count(), heardAt: max(importReview.heardAt), appliedAt: max(importReview.appliedAt) }).from(importReview).where(eq(importReview.regionCode, regionCode));
  const [merges] = await q.select({ rows: count(), mergedAt: max(residentMerge.mergedAt), undoneAt: max(residentMerge.undoneAt) }).from(residentMerge).where(eq(residentMerge.regionCode, regionCode));
  const [handovers] = await q.select({ rows: count(), doneAt: max(handover.doneAt) }).from(handover).where(eq(handover.regionCode, regionCode));
  return JSON.stringify([files, reviews, merges, handovers].map((found) => Object.values(found ?? {})));
}
