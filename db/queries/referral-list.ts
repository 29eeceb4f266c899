import { type Column, type SQL, type SQLWrapper, and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Form, preparedInForm } from '@/db/prepared';
import { type AnyReach, type Reach, within } from '@/db/reach';
import { account, referral, resident, residentSearchKey, slot } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralDirection, ReferralKind, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { WorklistOrder, WorklistSide } from '@/server/domain/referral/worklists';
import { asPlainKey, rangeOf } from '@/server/domain/registry/search-keys';
import type { ReferralRow } from './referral';
import { receivedWithin } from './referral-reach';
import type { PageOf, ResidentRow } from './resident';

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
  return pageOfReferrals(q, { ...shapeOf(reach, filter, cut), order }, { ...questionOf(reach, filter, cut), limit: pageSize, offset: (page - 1) * pageSize });
}

/** Which referrals stand on the page is found out first, so that only these are read whole. */
const pageOfReferrals = preparedInForm<Shape & { readonly order: WorklistOrder }, Question & { readonly limit: number; readonly offset: number }>()((q, shape, asked) => {
  const { order } = shape;
  const turn = (order === 'next_place' ? placeTurn : sql<number>`0`).as('turn');
  const onPage = q
    .select({ id: referral.id, turn })
    .from(referral)
    .where(conditionOf(q, shape, asked))
    .orderBy(...orderOf(order, turn, newestOf(shape, asked)))
    .limit(asked.limit)
    .offset(asked.offset)
    .as('on_page');
  return q
    .select({ referral, resident, placeStartsAt, assigneeName: account.name })
    .from(onPage)
    .innerJoin(referral, and(eq(referral.regionCode, asked.regionCode), eq(referral.id, onPage.id)))
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(account, eq(account.id, referral.assigneeId))
    // Those of the page are put in order, not a whole region walked in it until they have come by.
    .orderBy(...orderOf(order, onPage.turn, unindexed<Instant>(referral.createdAt, sql`0`)));
});

/** How many referrals of each status there are, of those that the filter leaves. */
export async function countReferralsByStatus(q: Queryable, reach: Reach, filter: ReferralFilter, cut: ReferralCut): Promise<ReadonlyMap<ReferralStatus, number>> {
  const rows = await countsByStatus(q, shapeOf(reach, filter, cut), questionOf(reach, filter, cut));
  return new Map(rows.map(({ status, total }) => [status, Number(total)]));
}

const countsByStatus = preparedInForm<Shape, Question>()((q, shape, asked) => {
  const status = shape.everywhere ? referral.status : unindexed<ReferralStatus>(referral.status, sql`''`);
  return q.select({ status, total: count() }).from(referral).where(conditionOf(q, shape, asked)).groupBy(status);
});

/** How many referrals the filter leaves, counted no further than `most`. */
export async function countReferralsTo(q: Queryable, reach: Reach, filter: ReferralFilter, cut: ReferralCut, most: number): Promise<number> {
  const [row] = await countTo(q, shapeOf(reach, filter, cut), { ...questionOf(reach, filter, cut), most });
  return Number(row?.total ?? 0);
}

const countTo = preparedInForm<Shape, Question & { readonly most: number }>()((q, shape, asked) => {
  const found = q
    .select({ one: sql<number>`1`.as('one') })
    .from(referral)
    .where(conditionOf(q, shape, asked))
    .limit(asked.most)
    .as('found');
  return q.select({ total: count() }).from(found);
});

/** The departments and partners that a side's open referrals name, for the choices of its filters. */
export async function listReferralFacets(q: Queryable, reach: Reach, side: WorklistSide, statuses: readonly ReferralStatus[]) {
  const partner = side === 'received' ? referral.fromInstitutionCode : referral.toInstitutionCode;
  const where = and(ofSide(reach, side), inArray(referral.status, [...statuses]));
  const departments = await q.selectDistinct({ code: referral.departmentCode, name: referral.departmentName }).from(referral).where(where).orderBy(asc(referral.departmentCode));
  const partners = await q.selectDistinct({ code: partner }).from(referral).where(where);
  return { departments, partnerCodes: partners.map(({ code }) => code) };
}

/** What is written out in a statement. */
interface Shape {
  readonly side: WorklistSide;
  readonly everywhere: boolean;
  readonly statuses: readonly ReferralStatus[] | null;
  readonly bodilyOnly: boolean;
}

function shapeOf({ institutionCodes }: Reach, { side }: ReferralFilter, { statuses, bodilyOnly }: ReferralCut): Shape {
  return { side, everywhere: institutionCodes === 'all', statuses, bodilyOnly };
}

/** What a statement compares with; null is not asked for. */
interface Question extends Omit<ReferralFilter, 'side' | 'owner' | 'text'> {
  readonly regionCode: string;
  readonly institutionCodes: readonly string[];
  readonly writers: { readonly teamIds: readonly string[]; readonly practitionerId: string | null } | null;
  readonly holder: { readonly accountId: string | null } | null;
  readonly decidedSince: Instant | null;
  readonly text: { readonly number: string; readonly names: { readonly from: string; readonly to: string } | null } | null;
}

function questionOf({ regionCode, institutionCodes }: Reach, { side: _, owner, text, ...filter }: ReferralFilter, { decidedSince }: ReferralCut): Question {
  const name = asPlainKey(text ?? '');
  return {
    ...filter,
    ...{ regionCode, institutionCodes: institutionCodes === 'all' ? [] : institutionCodes, decidedSince },
    writers: owner?.side === 'sent' ? { teamIds: owner.teamIds, practitionerId: owner.practitionerId } : null,
    holder: owner?.side === 'received' ? { accountId: owner.accountId } : null,
    text: text === null ? null : { number: text.toUpperCase(), names: name === '' ? null : rangeOf(name) },
  };
}

function ofSide(reach: AnyReach, side: WorklistSide): SQL | undefined {
  return side === 'received' ? receivedWithin(reach) : within(reach, referral.regionCode, referral.fromInstitutionCode);
}

function conditionOf(q: Queryable, { side, everywhere, statuses, bodilyOnly }: Shape, asked: Form<Question>): SQL | undefined {
  const { regionCode, priority, direction, kind, departmentCode, partnerCode, residentId, overdueAt, placeWithin, decidedSince } = asked;
  return and(
    ofSide({ regionCode, institutionCodes: everywhere ? 'all' : asked.institutionCodes }, side),
    statuses === null ? ne(referral.status, 'draft') : inArray(referral.status, [...statuses]),
    decidedSince === null ? undefined : gte(everywhere ? sql`${referral.decidedAt}` : unindexed(referral.decidedAt, sql`0`), decidedSince),
    bodilyOnly ? ne(referral.kind, 'e_consult') : undefined,
    priority === null ? undefined : eq(referral.priority, priority),
    direction === null ? undefined : eq(referral.direction, direction),
    kind === null ? undefined : eq(referral.kind, kind),
    departmentCode === null ? undefined : eq(referral.departmentCode, departmentCode),
    partnerCode === null ? undefined : eq(side === 'received' ? referral.fromInstitutionCode : referral.toInstitutionCode, partnerCode),
    residentId === null ? undefined : eq(referral.residentId, residentId),
    ownedBy(asked),
    overdueAt === null ? undefined : and(eq(referral.status, 'sent'), lt(referral.answerDueAt, overdueAt)),
    placeWithin === null ? undefined : and(sql`${placeStartsAt} >= ${placeWithin.from}`, sql`${placeStartsAt} < ${placeWithin.to}`),
    called(q, asked),
  );
}

/** A column under which SQLite does not look for an index: it would walk a whole region by `referral_state` instead of looking up a few institutions. */
function unindexed<Value>(column: Column, missing: SQL): SQL<Value> {
  return sql<Value>`coalesce(${column}, ${missing})`;
}

/** By what the newest are told: those few that were decided of late are looked up, what is long over is walked from its newest on. */
function newestOf({ everywhere }: Shape, { decidedSince }: Form<Question>): SQLWrapper {
  return everywhere || decidedSince === null ? referral.createdAt : unindexed<Instant>(referral.createdAt, sql`0`);
}

/** Whose number is the text, or whose name begins so: by the keys that residents are searched by, for the names of a region are too many to be read. */
function called(q: Queryable, { regionCode, text }: Form<Question>): SQL | undefined {
  if (text === null) return undefined;
  const { regionCode: ofRegion, kind, key, residentId } = residentSearchKey;
  const named = text.names && q.select({ residentId }).from(residentSearchKey).where(and(eq(ofRegion, regionCode), eq(kind, 'name'), gte(key, text.names.from), lte(key, text.names.to)));
  return or(eq(referral.number, text.number), named === null ? undefined : inArray(referral.residentId, named));
}

function ownedBy({ writers, holder }: Form<Question>): SQL | undefined {
  if (holder !== null) return holder.accountId === null ? isNull(referral.assigneeId) : eq(referral.assigneeId, holder.accountId);
  if (writers === null) return undefined;
  const ways = [
    writers.teamIds.length === 0 ? undefined : inArray(referral.fromTeamId, [...writers.teamIds]),
    writers.practitionerId === null ? undefined : eq(referral.fromPractitionerId, writers.practitionerId),
  ].filter((way) => way !== undefined);
  return ways.length === 0 ? sql`1 = 0` : or(...ways);
}

/** Without a time yet, the hospital still has to give one: these stand first, in the order in which they were decided. */
const placeTurn = sql<number>`coalesce(${placeStartsAt}, coalesce(${referral.decidedAt}, 0) - 1000000000000000)`;

const pressing = sql`case when ${referral.priority} = 'emergency' then 1 when ${referral.priority} = 'urgent' then 2 else 3 end`;
const signedFirst = sql`case when ${referral.signed} then 1 else 2 end`;

/**
 * The database's side of `compareForWorklist` and of the other orders; the number ends each, so that pages do not overlap. `turn` is `placeTurn`,
 * under the name by which it was worked out once.
 */
function orderOf(order: WorklistOrder, turn: SQLWrapper, newest: SQLWrapper): SQL[] {
  switch (order) {
    case 'worst_first':
      return [pressing, signedFirst, asc(sql`coalesce(${referral.sentAt}, ${referral.createdAt})`), asc(referral.number)];
    case 'turn':
      return [pressing, signedFirst, asc(sql`coalesce(${referral.queuedAt}, ${referral.sentAt})`), asc(referral.number)];
    case 'next_place':
      return [asc(turn), pressing, asc(referral.number)];
    case 'longest_since_back':
      return [asc(sql`coalesce(${referral.returnedAt}, ${referral.completedAt}, ${referral.decidedAt})`), asc(referral.number)];
    case 'newest_first':
      return [desc(newest), asc(referral.number)];
  }
}
