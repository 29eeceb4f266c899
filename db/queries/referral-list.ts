import { type SQL, and, asc, count, desc, eq, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { account, referral, resident, slot } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralDirection, ReferralKind, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { WorklistOrder, WorklistSide } from '@/server/domain/referral/worklists';
import type { ReferralRow } from './referral';
import { receivedWithin } from './referral-reach';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

/** Whose work it is: that of these teams or of this practitioner on the sender's side, of this account on the receiver's. */
export type ReferralOwner =
  | { readonly side: 'sent'; readonly teamIds: readonly string[]; readonly practitionerId: string | null }
  | { readonly side: 'received'; readonly accountId: string | null };

export interface ReferralFilter {
  readonly side: WorklistSide;
  readonly priority: ReferralPriority | null;
  readonly direction: ReferralDirection | null;
  readonly kind: ReferralKind | null;
  readonly departmentCode: string | null;
  /** The institution on the other side. */
  readonly partnerCode: string | null;
  readonly residentId: string | null;
  readonly owner: ReferralOwner | null;
  /** Only those whose answer is due before this moment and has not been given. */
  readonly overdueAt: Instant | null;
  /** Only those whose first place begins in this span. */
  readonly placeWithin: { readonly from: Instant; readonly to: Instant } | null;
  /** The whole number of a referral, or the beginning of the resident's name. */
  readonly text: string | null;
}

/** Which statuses of what was filtered; null: all but drafts. `decidedSince` leaves out what was decided earlier. */
export interface ReferralCut {
  readonly statuses: readonly ReferralStatus[] | null;
  readonly decidedSince: Instant | null;
  /** Left out: questions of an e-consult, in which nobody travels. */
  readonly bodilyOnly: boolean;
}

export interface ReferralListRow {
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
  /** When the first of its places begins: the visit, or the first day in bed; null without one. */
  readonly placeStartsAt: Instant | null;
  readonly assigneeName: string | null;
}

/**
 * When the first place that a referral has begins. Its places are found by the referral they name, so that one that somebody else has
 * taken meanwhile does not count; the statuses are written out as in the index that serves this.
 */
const placeStartsAt: SQL<number | null> = sql<number | null>`(select min(${slot.startsAt}) from ${slot} where ${slot.regionCode} = ${referral.regionCode} and ${slot.referralId} = ${referral.id} and ${slot.status} in ('held', 'booked', 'used'))`.mapWith(Number);

/** One page of referrals in the order in which they are to be worked through. */
export async function listReferrals(q: Queryable, reach: Reach, filter: ReferralFilter, cut: ReferralCut, order: WorklistOrder, { page, pageSize }: PageOf): Promise<ReferralListRow[]> {
  return q
    .select({ referral, resident, placeStartsAt, assigneeName: account.name })
    .from(referral)
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(account, eq(account.id, referral.assigneeId))
    .where(and(conditionOf(q, reach, filter), conditionOfCut(cut)))
    .orderBy(...orderOf(order))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

/** How many referrals of each status there are, of those that the filter leaves. */
export async function countReferralsByStatus(q: Queryable, reach: Reach, filter: ReferralFilter, cut: ReferralCut): Promise<ReadonlyMap<ReferralStatus, number>> {
  const rows = await q
    .select({ status: referral.status, total: count() })
    .from(referral)
    .where(and(conditionOf(q, reach, filter), conditionOfCut(cut)))
    .groupBy(referral.status);
  return new Map(rows.map(({ status, total }) => [status, Number(total)]));
}

/** The departments and partners that a side's open referrals name, for the choices of its filters. */
export async function listReferralFacets(q: Queryable, reach: Reach, side: WorklistSide, statuses: readonly ReferralStatus[]) {
  const partner = side === 'received' ? referral.fromInstitutionCode : referral.toInstitutionCode;
  const where = and(ofSide(reach, side), inArray(referral.status, [...statuses]));
  const departments = await q.selectDistinct({ code: referral.departmentCode, name: referral.departmentName }).from(referral).where(where).orderBy(asc(referral.departmentCode));
  const partners = await q.selectDistinct({ code: partner }).from(referral).where(where);
  return { departments, partnerCodes: partners.map(({ code }) => code) };
}

function ofSide(reach: Reach, side: WorklistSide): SQL | undefined {
  return side === 'received' ? receivedWithin(reach) : within(reach, referral.regionCode, referral.fromInstitutionCode);
}

function conditionOf(q: Queryable, reach: Reach, filter: ReferralFilter): SQL | undefined {
  const { side, priority, direction, kind, departmentCode, partnerCode, residentId, owner, overdueAt, placeWithin, text } = filter;
  const named = q
    .select({ id: resident.id })
    .from(resident)
    .where(and(eq(resident.regionCode, reach.regionCode), beginsWith(resident.name, text ?? '')));
  return and(
    ofSide(reach, side),
    priority === null ? undefined : eq(referral.priority, priority),
    direction === null ? undefined : eq(referral.direction, direction),
    kind === null ? undefined : eq(referral.kind, kind),
    departmentCode === null ? undefined : eq(referral.departmentCode, departmentCode),
    partnerCode === null ? undefined : eq(side === 'received' ? referral.fromInstitutionCode : referral.toInstitutionCode, partnerCode),
    residentId === null ? undefined : eq(referral.residentId, residentId),
    owner === null ? undefined : ownedBy(owner),
    overdueAt === null ? undefined : and(eq(referral.status, 'sent'), lt(referral.answerDueAt, overdueAt)),
    placeWithin === null ? undefined : and(sql`${placeStartsAt} >= ${placeWithin.from}`, sql`${placeStartsAt} < ${placeWithin.to}`),
    text === null ? undefined : or(eq(referral.number, text.toUpperCase()), inArray(referral.residentId, named)),
  );
}

function conditionOfCut({ statuses, decidedSince, bodilyOnly }: ReferralCut): SQL | undefined {
  return and(
    statuses === null ? ne(referral.status, 'draft') : inArray(referral.status, [...statuses]),
    decidedSince === null ? undefined : gte(referral.decidedAt, decidedSince),
    bodilyOnly ? ne(referral.kind, 'e_consult') : undefined,
  );
}

function ownedBy(owner: ReferralOwner): SQL | undefined {
  if (owner.side === 'received') return owner.accountId === null ? isNull(referral.assigneeId) : eq(referral.assigneeId, owner.accountId);
  const ways = [
    owner.teamIds.length === 0 ? undefined : inArray(referral.fromTeamId, [...owner.teamIds]),
    owner.practitionerId === null ? undefined : eq(referral.fromPractitionerId, owner.practitionerId),
  ].filter((way) => way !== undefined);
  return ways.length === 0 ? sql`1 = 0` : or(...ways);
}

const pressing = sql`case when ${referral.priority} = 'emergency' then 1 when ${referral.priority} = 'urgent' then 2 else 3 end`;
const signedFirst = sql`case when ${referral.signed} then 1 else 2 end`;

/** The database's side of `compareForWorklist` and of the other orders; the number ends each, so that pages do not overlap. */
function orderOf(order: WorklistOrder): SQL[] {
  switch (order) {
    case 'worst_first':
      return [pressing, signedFirst, asc(sql`coalesce(${referral.sentAt}, ${referral.createdAt})`), asc(referral.number)];
    case 'turn':
      return [pressing, signedFirst, asc(sql`coalesce(${referral.queuedAt}, ${referral.sentAt})`), asc(referral.number)];
    case 'next_place':
      // Without a time yet, the hospital still has to give one: these stand first.
      return [sql`case when ${placeStartsAt} is null then 0 else 1 end`, asc(sql`coalesce(${placeStartsAt}, ${referral.decidedAt})`), pressing, asc(referral.number)];
    case 'longest_since_back':
      return [asc(sql`coalesce(${referral.returnedAt}, ${referral.completedAt}, ${referral.decidedAt})`), asc(referral.number)];
    case 'newest_first':
      return [desc(referral.createdAt), asc(referral.number)];
  }
}
