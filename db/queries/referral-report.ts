import { type Column, type SQL, and, asc, eq, gt, gte, inArray, isNotNull, lt, lte, or, sql } from 'drizzle-orm';
import { among } from '@/db/among';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { referral, referralEvent, waitingTurn } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralDirection } from '@/server/domain/referral/codes';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';

export interface ReportFilter {
  readonly from: Instant;
  /** The first moment after the span. */
  readonly until: Instant;
  /** What was sent in the span, or whatever had an arrival, a return or a reply in it. */
  readonly basis: 'sent' | 'happened';
  /** On either side. */
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
  readonly direction: ReferralDirection | null;
}

/** How many referrals are read at once. */
const referralsAtOnce = 1000;

/**
 * The referrals of a span that touch the reach on either side, as reports count them, some at a time. Drafts and what was never sent are none.
 * To be read in a snapshot, so that all of them are of one moment.
 */
export async function* readReferralFacts(q: Queryable, reach: Reach, filter: ReportFilter): AsyncGenerator<ReferralFact[]> {
  const condition = conditionOf(reach, filter);
  const narrowed = reach.institutionCodes !== 'all' || filter.institutionCode !== null;
  for await (const some of narrowed ? partsFound(q, condition) : partsOfRegion(q, reach.regionCode)) yield listFacts(q, and(condition, some));
}

/** A whole region is walked through in the order of ids, as many at a time whatever the span: no index has it by the days that reports ask for. */
async function* partsOfRegion(q: Queryable, regionCode: string): AsyncGenerator<SQL | undefined> {
  const own = eq(referral.regionCode, regionCode);
  for (let after = ''; ; ) {
    const [last] = await q.select({ id: referral.id }).from(referral).where(and(own, gt(referral.id, after))).orderBy(asc(referral.id)).offset(referralsAtOnce - 1).limit(1);
    yield and(gt(referral.id, after), last && lte(referral.id, last.id));
    if (!last) return;
    after = last.id;
  }
}

/** Those of some institutions are found by them, and are as many as these have dealt with. */
async function* partsFound(q: Queryable, condition: SQL | undefined): AsyncGenerator<SQL> {
  const found = await q.select({ id: referral.id }).from(referral).where(condition);
  for (let from = 0; from < found.length; from += referralsAtOnce) {
    yield among(referral.id, found.slice(from, from + referralsAtOnce).map(({ id }) => id));
  }
}

async function listFacts(q: Queryable, condition: SQL | undefined): Promise<ReferralFact[]> {
  const { id, number, residentId, direction, kind, consultType, priority, status, signed, external, origin, fromInstitutionCode, toInstitutionCode, departmentCode, departmentName } = referral;
  const { answerDueAt, answeredAt, decidedAt, queuedAt, promisedDay, arrivedAt, completedAt, returnedAt, receivedAt, followedUpAt, closedAt, declineCode } = referral;
  const rows = await q
    .select({
      ...{ id, number, residentId, direction, kind, consultType, priority, status, signed, external, origin, fromInstitutionCode, toInstitutionCode, departmentCode, departmentName },
      ...{ answerDueAt, answeredAt, decidedAt, queuedAt, promisedDay, arrivedAt, completedAt, returnedAt, receivedAt, followedUpAt, closedAt, declineCode },
      sentAt: sql<Instant>`${referral.sentAt}`.mapWith(Number),
      firstOfferAt: waitingTurn.firstOfferAt,
    })
    .from(referral)
    .leftJoin(waitingTurn, and(eq(waitingTurn.regionCode, referral.regionCode), eq(waitingTurn.referralId, referral.id)))
    .where(condition);
  const given = await listGiven(q, condition);
  return rows.map(({ firstOfferAt, ...row }) => ({ ...row, placedAt: earliest(firstOfferAt, row.queuedAt === null ? null : (given.get(row.id) ?? null)) }));
}

/** When a place was given to those who had waited, whether or not it had been offered. */
async function listGiven(q: Queryable, condition: SQL | undefined): Promise<Map<string, Instant>> {
  const rows = await q
    .select({ id: referral.id, at: sql<Instant>`min(${referralEvent.at})`.mapWith(Number) })
    .from(referral)
    .innerJoin(referralEvent, and(eq(referralEvent.regionCode, referral.regionCode), eq(referralEvent.referralId, referral.id)))
    .where(and(condition, isNotNull(referral.queuedAt), gte(referralEvent.at, referral.queuedAt), inArray(referralEvent.action, ['accepted', 'taken'])))
    .groupBy(referral.id);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

function conditionOf(reach: Reach, { from, until, basis, institutionCode, departmentCode, direction }: ReportFilter): SQL | undefined {
  const inSpan = (at: Column) => and(gte(at, from), lt(at, until));
  return and(
    within(reach, referral.regionCode, referral.fromInstitutionCode, referral.toInstitutionCode),
    isNotNull(referral.sentAt),
    basis === 'sent' ? inSpan(referral.sentAt) : or(inSpan(referral.arrivedAt), inSpan(referral.returnedAt), inSpan(referral.completedAt)),
    institutionCode === null ? undefined : or(eq(referral.fromInstitutionCode, institutionCode), eq(referral.toInstitutionCode, institutionCode)),
    departmentCode === null ? undefined : eq(referral.departmentCode, departmentCode),
    direction === null ? undefined : eq(referral.direction, direction),
  );
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
