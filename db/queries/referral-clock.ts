import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { account, notice, referral, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** A referral with the version that was seen. */
export interface SeenReferral {
  readonly id: string;
  readonly version: number;
}

/** The latest moments at which a referral that lapses now can have been written, sent, promised, accepted, or its place have begun. */
export interface LapseMoments {
  readonly sentAt: Instant;
  readonly startsAt: Instant;
  readonly promisedDay: Day;
  readonly decidedAt: Instant;
  readonly missedAt: Instant;
}

/**
 * Referrals that the clock may end, with a margin: those nobody agreed to or answered, those whose turn on the waiting list is over, and
 * accepted ones to which nobody came. The rule decides on each.
 */
export async function listLapsing(q: Queryable, reach: Reach, before: LapseMoments, limit: number): Promise<SeenReferral[]> {
  // Word for word the condition of the partial index that finds them.
  const places = and(eq(slot.regionCode, referral.regionCode), eq(slot.referralId, referral.id), sql`${slot.status} in ('held', 'booked', 'used')`);
  return q
    .selectDistinct({ id: referral.id, version: referral.version })
    .from(referral)
    .leftJoin(slot, places)
    .where(
      and(
        within(reach, referral.regionCode, referral.fromInstitutionCode, referral.toInstitutionCode),
        or(
          and(eq(referral.status, 'awaiting_consent'), or(lte(referral.createdAt, before.sentAt), lte(slot.startsAt, before.startsAt))),
          and(inArray(referral.status, ['sent', 'info_wanted']), or(lte(referral.sentAt, before.sentAt), lte(slot.startsAt, before.startsAt))),
          and(eq(referral.status, 'waiting'), lte(referral.promisedDay, before.promisedDay)),
          and(eq(referral.status, 'accepted'), or(and(isNull(slot.id), lte(referral.decidedAt, before.decidedAt)), lte(slot.startsAt, before.missedAt))),
        ),
      ),
    )
    .orderBy(asc(referral.id))
    .limit(limit);
}

/** Unanswered referrals whose answer was due after `since` and by `until`, the longest overdue first; `after` is the last one that was seen. */
export async function listOverdue(
  q: Queryable,
  regionCode: string,
  { since, until }: { readonly since: Instant; readonly until: Instant },
  after: { readonly answerDueAt: Instant; readonly id: string } | null,
  limit: number,
): Promise<{ id: string; version: number; answerDueAt: Instant | null }[]> {
  const later = after === null ? gt(referral.answerDueAt, since) : or(gt(referral.answerDueAt, after.answerDueAt), and(eq(referral.answerDueAt, after.answerDueAt), gt(referral.id, after.id)));
  return q
    .select({ id: referral.id, version: referral.version, answerDueAt: referral.answerDueAt })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.status, 'sent'), later, lte(referral.answerDueAt, until)))
    .orderBy(asc(referral.answerDueAt), asc(referral.id))
    .limit(limit);
}

/** Unanswered referrals that were due by `dueBy` and of which nobody beyond the hospital was told yet, the longest overdue first. */
export async function listUnescalated(q: Queryable, regionCode: string, dueBy: Instant, limit: number): Promise<SeenReferral[]> {
  return q
    .select({ id: referral.id, version: referral.version })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.status, 'sent'), isNull(referral.escalatedAt), lte(referral.answerDueAt, dueBy)))
    .orderBy(asc(referral.answerDueAt), asc(referral.id))
    .limit(limit);
}

/** Notes that more people are told; false when it was answered, changed or told meanwhile. */
export async function markEscalated(tx: Tx, regionCode: string, { id, version }: SeenReferral, at: Instant): Promise<boolean> {
  const won = await tx
    .update(referral)
    .set({ escalatedAt: at, version: version + 1 })
    .where(and(eq(referral.regionCode, regionCode), eq(referral.id, id), eq(referral.version, version), eq(referral.status, 'sent'), isNull(referral.escalatedAt)))
    .returning({ id: referral.id });
  return won.length === 1;
}

/** Which of the once-keys something was queued under already. */
export async function listTold(q: Queryable, regionCode: string, onceKeys: readonly string[]): Promise<Set<string>> {
  if (onceKeys.length === 0) return new Set();
  const rows = await q
    .select({ onceKey: notice.onceKey })
    .from(notice)
    .where(and(eq(notice.regionCode, regionCode), inArray(notice.onceKey, [...onceKeys])));
  return new Set(rows.flatMap(({ onceKey }) => onceKey ?? []));
}

/** The accounts that manage an alliance. */
export async function listManagerIds(q: Queryable, regionCode: string, allianceId: string): Promise<string[]> {
  const rows = await q
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.regionCode, regionCode), eq(account.allianceId, allianceId), eq(account.role, 'alliance_manager'), eq(account.disabled, false)))
    .orderBy(asc(account.id));
  return rows.map(({ id }) => id);
}
