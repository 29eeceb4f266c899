import { type SQL, and, asc, count, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { referral, resident, slot } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import { liveReferralStatuses, type ReferralDirection, type ReferralPriority, type ReferralStatus } from '@/server/domain/referral/codes';
import type { ReferralRow } from './referral';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

/** Which of the two sides of a referral the reach must touch. */
export type ListSide = 'received' | 'sent';

export interface ReferralFilter {
  readonly side: ListSide;
  readonly status: ReferralStatus | 'live' | 'all';
  readonly priority: ReferralPriority | null;
  readonly direction: ReferralDirection | null;
  /** Only those whose answer is due before this moment and has not been given. */
  readonly overdueAt: Instant | null;
  /** The whole number of a referral, or the beginning of the resident's name. */
  readonly text: string | null;
}

export interface ReferralListRow {
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
  readonly slotStartsAt: Instant | null;
}

/**
 * One page of referrals. What is still under way comes first, in the order of a hospital's worklist (`compareForWorklist`):
 * priority, then signed residents, then the longest wait. What is over follows, the latest first.
 */
export async function listReferrals(
  q: Queryable,
  reach: Reach,
  filter: ReferralFilter,
  { page, pageSize }: PageOf,
): Promise<{ rows: ReferralListRow[]; total: number }> {
  const rows = await q
    .select({ referral, resident, slotStartsAt: slot.startsAt })
    .from(referral)
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(slot, and(eq(slot.regionCode, referral.regionCode), eq(slot.id, referral.slotId)))
    .where(conditionOf(reach, filter))
    .orderBy(...worstFirst())
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: await countReferrals(q, reach, filter) };
}

export async function countReferrals(q: Queryable, reach: Reach, filter: ReferralFilter): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(referral)
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .where(conditionOf(reach, filter));
  return Number(row?.total ?? 0);
}

/** How many live referrals of a side stand in each status, and how many of them wait past their answer time. */
export async function countLiveReferrals(
  q: Queryable,
  reach: Reach,
  side: ListSide,
  now: Instant,
): Promise<{ readonly sent: number; readonly accepted: number; readonly arrived: number; readonly overdue: number }> {
  const where = (status: SQL | undefined) =>
    q
      .select({ status: referral.status, total: count() })
      .from(referral)
      .where(and(within(reach, referral.regionCode, columnOf(side)), status))
      .groupBy(referral.status);
  const rows = await where(inArray(referral.status, [...liveReferralStatuses]));
  const overdue = await where(and(eq(referral.status, 'sent'), lt(referral.answerDueAt, now)));
  const of = (status: ReferralStatus) => Number(rows.find((row) => row.status === status)?.total ?? 0);
  return { sent: of('sent'), accepted: of('accepted'), arrived: of('arrived'), overdue: Number(overdue[0]?.total ?? 0) };
}

function columnOf(side: ListSide) {
  return side === 'received' ? referral.toInstitutionCode : referral.fromInstitutionCode;
}

function conditionOf(reach: Reach, filter: ReferralFilter): SQL | undefined {
  const { side, status, priority, direction, overdueAt, text } = filter;
  return and(
    within(reach, referral.regionCode, columnOf(side)),
    status === 'all' ? undefined : status === 'live' ? inArray(referral.status, [...liveReferralStatuses]) : eq(referral.status, status),
    priority === null ? undefined : eq(referral.priority, priority),
    direction === null ? undefined : eq(referral.direction, direction),
    overdueAt === null ? undefined : and(eq(referral.status, 'sent'), lt(referral.answerDueAt, overdueAt)),
    text === null ? undefined : or(eq(referral.number, text.toUpperCase()), beginsWith(resident.name, text)),
  );
}

function worstFirst(): SQL[] {
  const isLive = sql`${referral.status} in ('sent', 'accepted', 'arrived')`;
  return [
    sql`case when ${isLive} then 0 else 1 end`,
    sql`case when not (${isLive}) then 0 when ${referral.priority} = 'emergency' then 1 when ${referral.priority} = 'urgent' then 2 else 3 end`,
    sql`case when not (${isLive}) then 0 when ${referral.signed} then 1 else 2 end`,
    sql`case when ${isLive} then ${referral.sentAt} else -${referral.createdAt} end`,
    asc(referral.number),
  ];
}
