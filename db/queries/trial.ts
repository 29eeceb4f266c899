import { and, asc, desc, eq, inArray, lt, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { trialRun } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';

export type TrialRow = typeof trialRun.$inferSelect;
export type TrialHead = Omit<TrialRow, 'policy' | 'report'>;

/** A run without its two documents, which may be long. */
const head = {
  regionCode: trialRun.regionCode,
  id: trialRun.id,
  year: trialRun.year,
  policyTitle: trialRun.policyTitle,
  policyDigest: trialRun.policyDigest,
  status: trialRun.status,
  peopleTotal: trialRun.peopleTotal,
  peopleDone: trialRun.peopleDone,
  problem: trialRun.problem,
  requestedBy: trialRun.requestedBy,
  requestedAt: trialRun.requestedAt,
  beatAt: trialRun.beatAt,
  finishedAt: trialRun.finishedAt,
};

/** A region's trial runs, the latest first. They hold sums of the whole region. */
export async function listTrials(q: Queryable, regionCode: string, limit: number): Promise<TrialHead[]> {
  return q.select(head).from(trialRun).where(eq(trialRun.regionCode, regionCode)).orderBy(desc(trialRun.requestedAt), desc(trialRun.id)).limit(limit);
}

export async function findTrial(q: Queryable, regionCode: string, id: string): Promise<TrialRow | null> {
  const [row] = await q.select().from(trialRun).where(and(eq(trialRun.regionCode, regionCode), eq(trialRun.id, id)));
  return row ?? null;
}

/** The run that is waiting or being worked on, if any. */
export async function findLiveTrial(q: Queryable, regionCode: string): Promise<TrialHead | null> {
  const [row] = await q
    .select(head)
    .from(trialRun)
    .where(and(eq(trialRun.regionCode, regionCode), inArray(trialRun.status, ['queued', 'running'])))
    .limit(1);
  return row ?? null;
}

export async function insertTrial(tx: Tx, row: TrialRow): Promise<void> {
  await tx.insert(trialRun).values(row);
}

/** The oldest run of any region that waits, or whose process has given no sign since `silentSince`. */
export async function findWaitingTrial(q: Queryable, silentSince: Instant): Promise<TrialHead | null> {
  const [row] = await q
    .select(head)
    .from(trialRun)
    .where(or(eq(trialRun.status, 'queued'), and(eq(trialRun.status, 'running'), lt(trialRun.beatAt, silentSince))))
    .orderBy(asc(trialRun.requestedAt))
    .limit(1);
  return row ?? null;
}

/** Takes a run up; false when another process was faster. */
export async function claimTrial(tx: Tx, { regionCode, id, status, beatAt }: TrialHead, now: Instant): Promise<boolean> {
  const won = await tx
    .update(trialRun)
    .set({ status: 'running', beatAt: now, peopleDone: 0 })
    .where(and(eq(trialRun.regionCode, regionCode), eq(trialRun.id, id), eq(trialRun.status, status), eq(trialRun.beatAt, beatAt)))
    .returning({ id: trialRun.id });
  return won.length === 1;
}

/** A sign of life with how far the run has come; false when it is no longer this one's to run. */
export async function beatTrial(tx: Tx, run: Pick<TrialRow, 'regionCode' | 'id' | 'beatAt'>, progress: { peopleTotal: number; peopleDone: number; now: Instant }): Promise<boolean> {
  const { peopleTotal, peopleDone, now } = progress;
  const won = await tx
    .update(trialRun)
    .set({ peopleTotal, peopleDone, beatAt: now })
    .where(and(eq(trialRun.regionCode, run.regionCode), eq(trialRun.id, run.id), eq(trialRun.status, 'running'), eq(trialRun.beatAt, run.beatAt)))
    .returning({ id: trialRun.id });
  return won.length === 1;
}

export async function finishTrial(tx: Tx, run: Pick<TrialRow, 'regionCode' | 'id' | 'beatAt'>, end: Pick<TrialRow, 'status' | 'report' | 'problem' | 'finishedAt'>): Promise<boolean> {
  const won = await tx
    .update(trialRun)
    .set(end)
    .where(and(eq(trialRun.regionCode, run.regionCode), eq(trialRun.id, run.id), eq(trialRun.status, 'running'), eq(trialRun.beatAt, run.beatAt)))
    .returning({ id: trialRun.id });
  return won.length === 1;
}
