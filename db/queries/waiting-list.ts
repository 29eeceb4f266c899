import { type SQL, and, asc, count, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { institution, referral, resident, waitingOffer, waitingTurn } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { OfferOutcome } from '@/server/domain/waiting/codes';
import type { PageOf, ResidentRow } from './resident';
import type { OfferRow, TurnRow } from './waiting';

/** A list as the hospital's office chooses among them: what waits in a department, and how pressing it is. */
export interface QueueLine {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly kind: CapacityKind;
  readonly waiting: number;
  /** Of them past the promised day without any offer. */
  readonly broken: number;
  /** Of them with an offer open. */
  readonly offered: number;
  /** The earliest promised day; null when nobody was promised one. */
  readonly nextPromised: Day | null;
}

/** The lists on which somebody waits who was referred from or to the reach, by hospital, department and kind; only those are counted. */
export async function listQueueLines(q: Queryable, reach: Reach, today: Day): Promise<QueueLine[]> {
  const isBroken = sql`${referral.promisedDay} < ${today} and ${waitingTurn.firstOfferAt} is null`;
  return q
    .select({
      institutionCode: referral.toInstitutionCode,
      institutionName: institution.name,
      departmentCode: referral.departmentCode,
      departmentName: sql<string>`max(${referral.departmentName})`,
      kind: waitingTurn.kind,
      waiting: count(),
      broken: sum(isBroken),
      offered: sum(sql`${waitingOffer.id} is not null`),
      nextPromised: sql<Day | null>`min(${referral.promisedDay})`,
    })
    .from(referral)
    .innerJoin(waitingTurn, ofReferral(waitingTurn))
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .leftJoin(waitingOffer, and(ofReferral(waitingOffer), eq(waitingOffer.outcome, 'open')))
    .where(and(within(reach, referral.regionCode, referral.toInstitutionCode, referral.fromInstitutionCode), eq(referral.status, 'waiting')))
    .groupBy(referral.toInstitutionCode, institution.name, referral.departmentCode, waitingTurn.kind)
    .orderBy(asc(referral.toInstitutionCode), asc(referral.departmentCode), asc(waitingTurn.kind));
}

/** Who waits, as the office sees them: the patient, the turn, and the offer that is open. */
export interface WaitingRow {
  readonly referral: typeof referral.$inferSelect;
  readonly resident: ResidentRow;
  readonly turn: TurnRow;
  readonly offer: OfferRow | null;
  readonly fromInstitutionName: string;
}

/** Some referrals with all that a list shows of them, in no order. */
export async function listWaitingRows(q: Queryable, regionCode: string, referralIds: readonly string[]): Promise<WaitingRow[]> {
  if (referralIds.length === 0) return [];
  return q
    .select({ referral, resident, turn: waitingTurn, offer: waitingOffer, fromInstitutionName: institution.name })
    .from(referral)
    .innerJoin(waitingTurn, ofReferral(waitingTurn))
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.fromInstitutionCode)))
    .leftJoin(waitingOffer, and(ofReferral(waitingOffer), eq(waitingOffer.outcome, 'open')))
    .where(and(eq(referral.regionCode, regionCode), inArray(referral.id, [...referralIds])));
}

export interface OfferFilter {
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
  readonly kind: CapacityKind | null;
  readonly outcome: OfferOutcome | null;
  /** Only those that left the order. */
  readonly byHand: boolean;
  /** From one moment, and before another. */
  readonly from: Instant;
  readonly to: Instant;
}

export interface OfferLine {
  readonly offer: OfferRow;
  readonly number: string;
  readonly resident: ResidentRow;
  readonly institutionName: string;
}

/** One page of the offers that hospitals within reach made, or that patients referred from there had, the newest first. */
export async function listOfferLines(q: Queryable, reach: Reach, filter: OfferFilter, { page, pageSize }: PageOf): Promise<{ rows: OfferLine[]; total: number }> {
  const rows = await q
    .select({ offer: waitingOffer, number: referral.number, resident, institutionName: institution.name })
    .from(waitingOffer)
    .innerJoin(referral, ofReferral(waitingOffer))
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .innerJoin(institution, and(eq(institution.regionCode, waitingOffer.regionCode), eq(institution.code, waitingOffer.institutionCode)))
    .where(offersOf(reach, filter))
    .orderBy(desc(waitingOffer.offeredAt), desc(waitingOffer.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [found] = await q.select({ total: count() }).from(waitingOffer).innerJoin(referral, ofReferral(waitingOffer)).where(offersOf(reach, filter));
  return { rows, total: Number(found?.total ?? 0) };
}

/** An offer of a hospital within reach, or to a patient referred from there. */
export async function findOffer(q: Queryable, reach: Reach, offerId: string): Promise<OfferLine | null> {
  const [row] = await q
    .select({ offer: waitingOffer, number: referral.number, resident, institutionName: institution.name })
    .from(waitingOffer)
    .innerJoin(referral, ofReferral(waitingOffer))
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .innerJoin(institution, and(eq(institution.regionCode, waitingOffer.regionCode), eq(institution.code, waitingOffer.institutionCode)))
    .where(and(offersWithin(reach), eq(waitingOffer.id, offerId)));
  return row ?? null;
}

export interface PriorityCount {
  readonly kind: CapacityKind;
  readonly standing: OfferRow['standing'];
  readonly offered: number;
  readonly taken: number;
  /** Given by hand with a reason, out of the order. */
  readonly byHand: number;
  /** The first in the order at that moment. */
  readonly first: number;
}

/** 优先就诊、优先检查、优先住院: offers by kind and standing, for what the alliance has to show. */
export async function countOffers(q: Queryable, reach: Reach, filter: OfferFilter): Promise<PriorityCount[]> {
  return q
    .select({
      kind: waitingOffer.kind,
      standing: waitingOffer.standing,
      offered: count(),
      taken: sum(sql`${waitingOffer.outcome} = 'taken'`),
      byHand: sum(sql`${waitingOffer.origin} = 'hand' and ${waitingOffer.reason} is not null`),
      first: sum(sql`${waitingOffer.rank} = 1`),
    })
    .from(waitingOffer)
    .innerJoin(referral, ofReferral(waitingOffer))
    .where(offersOf(reach, filter))
    .groupBy(waitingOffer.kind, waitingOffer.standing);
}

function offersOf(reach: Reach, { institutionCode, departmentCode, kind, outcome, byHand, from, to }: OfferFilter): SQL | undefined {
  return and(
    offersWithin(reach),
    institutionCode === null ? undefined : eq(waitingOffer.institutionCode, institutionCode),
    departmentCode === null ? undefined : eq(waitingOffer.departmentCode, departmentCode),
    kind === null ? undefined : eq(waitingOffer.kind, kind),
    outcome === null ? undefined : eq(waitingOffer.outcome, outcome),
    byHand ? eq(waitingOffer.origin, 'hand') : undefined,
    gte(waitingOffer.offeredAt, from),
    lt(waitingOffer.offeredAt, to),
  );
}

function offersWithin(reach: Reach): SQL {
  return within(reach, waitingOffer.regionCode, waitingOffer.institutionCode, referral.fromInstitutionCode);
}

function ofReferral(table: typeof waitingTurn | typeof waitingOffer): SQL | undefined {
  return and(eq(table.regionCode, referral.regionCode), eq(table.referralId, referral.id));
}

function sum(condition: SQL) {
  return sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
}
