import { type SQL, and, count, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { account, institution, notice, noticeRead, resident, team } from '@/db/schema';
import { unseal } from '@/db/sealed';
import type { Delivery } from '@/server/domain/notice/delivery';
import type { AddresseeKind } from '@/server/domain/notice/notice';
import { maskName, maskPhone } from '@/server/domain/kernel/identity-number';
import type { Instant } from '@/server/domain/kernel/instant';
import type { NoticeRow } from './notice';
import type { PageOf } from './resident';

export interface NoticeFilter {
  readonly delivery: Delivery | null;
  readonly toKind: AddresseeKind | null;
  readonly template: string | null;
}

/** A notice with whom it is for; residents by masked name. */
export interface ListedNotice {
  readonly row: NoticeRow;
  readonly addressee: string;
  readonly maskedPhone: string | null;
}

/** One page of the notices whose institution lies within reach, the newest first. */
export async function listNotices(q: Queryable, reach: Reach, filter: NoticeFilter, { page, pageSize }: PageOf): Promise<{ rows: ListedNotice[]; total: number }> {
  const condition = and(
    within(reach, notice.regionCode, notice.institutionCode),
    stands(filter.delivery),
    filter.toKind === null ? undefined : eq(notice.toKind, filter.toKind),
    filter.template === null ? undefined : eq(notice.template, filter.template),
  );
  const [counted] = await q.select({ total: count() }).from(notice).where(condition);
  const rows = await q
    .select({ row: notice, resident: resident.name, team: team.name, account: account.name, institution: institution.name })
    .from(notice)
    .leftJoin(resident, and(eq(notice.toKind, 'resident'), eq(resident.regionCode, notice.regionCode), eq(resident.id, notice.toId)))
    .leftJoin(team, and(eq(notice.toKind, 'team'), eq(team.regionCode, notice.regionCode), eq(team.id, notice.toId)))
    .leftJoin(account, and(eq(notice.toKind, 'account'), eq(account.id, notice.toId)))
    .leftJoin(institution, and(eq(notice.toKind, 'institution'), eq(institution.regionCode, notice.regionCode), eq(institution.code, notice.toId)))
    .where(condition)
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return {
    rows: rows.map(({ row, ...names }) => ({
      row,
      addressee: names.resident === null ? (names.team ?? names.account ?? names.institution ?? '') : maskName(names.resident),
      maskedPhone: row.phoneSealed === null ? null : maskPhone(unseal(row.phoneSealed)),
    })),
    total: Number(counted?.total ?? 0),
  };
}

function stands(delivery: Delivery | null): SQL | undefined {
  switch (delivery) {
    case null:
      return undefined;
    case 'in_app':
      return eq(notice.channel, 'in_app');
    case 'sent':
      return and(eq(notice.channel, 'sms'), isNotNull(notice.sentAt));
    case 'failed':
      return and(eq(notice.channel, 'sms'), isNotNull(notice.failedAt));
    case 'waiting':
      return and(eq(notice.channel, 'sms'), isNull(notice.sentAt), isNull(notice.failedAt));
  }
}

export async function findNotice(q: Queryable, reach: Reach, id: string): Promise<NoticeRow | null> {
  const [row] = await q
    .select()
    .from(notice)
    .where(and(within(reach, notice.regionCode, notice.institutionCode), eq(notice.id, id)));
  return row ?? null;
}

/** Puts a failed SMS back in line; false when it is not failed any more. */
export async function requeueNotice(tx: Tx, regionCode: string, id: string, dueAt: Instant): Promise<boolean> {
  const won = await tx
    .update(notice)
    .set({ failedAt: null, error: null, attempts: 0, dueAt })
    .where(and(eq(notice.regionCode, regionCode), eq(notice.id, id), isNotNull(notice.failedAt), isNull(notice.sentAt)))
    .returning({ id: notice.id });
  return won.length === 1;
}

/** Whose bell rings. */
export interface Reader {
  readonly regionCode: string;
  readonly accountId: string;
  readonly teamIds: readonly string[];
  /** For which the person deals with other institutions. */
  readonly institutionCodes: readonly string[];
}

function forReader({ regionCode, accountId, teamIds, institutionCodes }: Reader): SQL | undefined {
  const own = and(eq(notice.toKind, 'account'), eq(notice.toId, accountId));
  const teams = teamIds.length === 0 ? undefined : and(eq(notice.toKind, 'team'), inArray(notice.toId, [...teamIds]));
  const institutions = institutionCodes.length === 0 ? undefined : and(eq(notice.toKind, 'institution'), inArray(notice.toId, [...institutionCodes]));
  return and(eq(notice.regionCode, regionCode), or(own, teams, institutions));
}

function readBy({ accountId }: Reader): SQL | undefined {
  return and(eq(noticeRead.regionCode, notice.regionCode), eq(noticeRead.noticeId, notice.id), eq(noticeRead.accountId, accountId));
}

/** The newest notices of an account, its teams and its institutions, with when this account read them. */
export async function listForReader(q: Queryable, reader: Reader, limit: number): Promise<{ row: NoticeRow; readAt: Instant | null }[]> {
  return q
    .select({ row: notice, readAt: noticeRead.readAt })
    .from(notice)
    .leftJoin(noticeRead, readBy(reader))
    .where(forReader(reader))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(limit);
}

export async function countUnread(q: Queryable, reader: Reader): Promise<number> {
  const [row] = await q.select({ unread: count() }).from(notice).leftJoin(noticeRead, readBy(reader)).where(and(forReader(reader), isNull(noticeRead.readAt)));
  return Number(row?.unread ?? 0);
}

/** Which of the ids are this reader's and unread. */
export async function listUnreadIds(q: Queryable, reader: Reader, ids: readonly string[] | 'all'): Promise<string[]> {
  const which = ids === 'all' ? undefined : inArray(notice.id, [...ids]);
  const rows = await q.select({ id: notice.id }).from(notice).leftJoin(noticeRead, readBy(reader)).where(and(forReader(reader), which, isNull(noticeRead.readAt)));
  return rows.map(({ id }) => id);
}

export async function markRead(tx: Tx, { regionCode, accountId }: Reader, noticeIds: readonly string[], readAt: Instant): Promise<void> {
  if (noticeIds.length === 0) return;
  await tx
    .insert(noticeRead)
    .values(noticeIds.map((noticeId) => ({ regionCode, accountId, noticeId, readAt })))
    .onConflictDoNothing();
}

/** What a resident was told, the newest first. */
export async function listNoticesOfResident(q: Queryable, regionCode: string, residentId: string, limit: number): Promise<NoticeRow[]> {
  return q
    .select()
    .from(notice)
    .where(and(eq(notice.regionCode, regionCode), eq(notice.toKind, 'resident'), eq(notice.toId, residentId)))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(limit);
}
