import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { notice } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';

export type NoticeRow = typeof notice.$inferSelect;

/** False when a notice under the same once-key is there already; then nothing was written. */
export async function insertNotice(tx: Tx, row: NoticeRow): Promise<boolean> {
  if (row.onceKey === null) {
    await tx.append(notice, [row]);
    return true;
  }
  const won = await tx
    .insert(notice)
    .values(row)
    .onConflictDoNothing({ target: [notice.regionCode, notice.onceKey] })
    .returning({ id: notice.id });
  return won.length === 1;
}

/** Notices that cannot have been queued before. */
export async function insertNotices(tx: Tx, rows: readonly NoticeRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(notice, rows);
}

/** SMS of a region that are neither sent nor given up, due by now, the oldest first. */
export async function listDueSms(q: Queryable, regionCode: string, now: Instant, limit: number): Promise<NoticeRow[]> {
  return q
    .select()
    .from(notice)
    .where(and(eq(notice.regionCode, regionCode), eq(notice.channel, 'sms'), isNull(notice.sentAt), isNull(notice.failedAt), lte(notice.dueAt, now)))
    .orderBy(asc(notice.dueAt))
    .limit(limit);
}

/** Takes one up for an attempt until `until`, and counts the attempt; false when another process was faster. */
export async function claimNotice(tx: Tx, seen: NoticeRow, until: Instant): Promise<boolean> {
  return move(tx, seen, { attempts: seen.attempts + 1, dueAt: until });
}

/** Keeps what came of the claimed attempt; false when it took so long that another one has taken over. */
export async function settleNotice(tx: Tx, claimed: NoticeRow, end: Partial<Pick<NoticeRow, 'sentAt' | 'failedAt' | 'dueAt' | 'error' | 'secretSealed'>>): Promise<boolean> {
  return move(tx, claimed, end);
}

async function move(tx: Tx, seen: Pick<NoticeRow, 'regionCode' | 'id' | 'attempts'>, next: Partial<NoticeRow>): Promise<boolean> {
  const won = await tx
    .update(notice)
    .set(next)
    .where(and(eq(notice.regionCode, seen.regionCode), eq(notice.id, seen.id), eq(notice.attempts, seen.attempts), isNull(notice.sentAt), isNull(notice.failedAt)))
    .returning({ id: notice.id });
  return won.length === 1;
}
