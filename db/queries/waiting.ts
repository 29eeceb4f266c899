import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, lte } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { clinicSession, referral, slot, waitingOffer, waitingTurn } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { OfferOutcome } from '@/server/domain/waiting/codes';
import type { Turn } from '@/server/domain/waiting/order';
import { type KeptSession, freeAt } from './quota';

export type TurnRow = typeof waitingTurn.$inferSelect;
export type OfferRow = typeof waitingOffer.$inferSelect;

/** One waiting list: what a department of a hospital has of one kind. */
export interface QueueKey {
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly kind: CapacityKind;
}

/** Somebody on a list, with what is needed to offer them a place. */
export interface WaitingEntry extends Turn {
  readonly fromInstitutionCode: string;
  readonly resourceName: string | null;
  readonly nights: number;
  readonly promisedDay: Day | null;
}

/** Begins a turn, or begins it anew for somebody whose booking fell away. */
export async function saveTurn(tx: Tx, turn: TurnRow): Promise<void> {
  await tx
    .insert(waitingTurn)
    .values(turn)
    .onConflictDoUpdate({ target: [waitingTurn.regionCode, waitingTurn.referralId], set: turn });
}

export async function findTurn(q: Queryable, regionCode: string, referralId: string): Promise<TurnRow | null> {
  const [row] = await q
    .select()
    .from(waitingTurn)
    .where(and(eq(waitingTurn.regionCode, regionCode), eq(waitingTurn.referralId, referralId)));
  return row ?? null;
}

/** Everybody who waits on one list, in no order: `compareTurns` makes it. */
export async function listWaiting(q: Queryable, { regionCode, institutionCode, departmentCode, kind }: QueueKey): Promise<WaitingEntry[]> {
  return q
    .select({
      referralId: referral.id,
      number: referral.number,
      priority: referral.priority,
      fromInstitutionCode: referral.fromInstitutionCode,
      promisedDay: referral.promisedDay,
      standing: waitingTurn.standing,
      turnSince: waitingTurn.turnSince,
      resourceName: waitingTurn.resourceName,
      nights: waitingTurn.nights,
    })
    .from(referral)
    .innerJoin(waitingTurn, and(eq(waitingTurn.regionCode, referral.regionCode), eq(waitingTurn.referralId, referral.id)))
    .where(
      and(
        eq(referral.regionCode, regionCode),
        eq(referral.toInstitutionCode, institutionCode),
        eq(referral.departmentCode, departmentCode),
        eq(referral.status, 'waiting'),
        eq(waitingTurn.kind, kind),
      ),
    );
}

/** The lists of the reach on which somebody waits. */
export async function listQueues(q: Queryable, reach: Reach): Promise<QueueKey[]> {
  return q
    .selectDistinct({ regionCode: referral.regionCode, institutionCode: referral.toInstitutionCode, departmentCode: referral.departmentCode, kind: waitingTurn.kind })
    .from(referral)
    .innerJoin(waitingTurn, and(eq(waitingTurn.regionCode, referral.regionCode), eq(waitingTurn.referralId, referral.id)))
    .where(and(within(reach, referral.regionCode, referral.toInstitutionCode), eq(referral.status, 'waiting')));
}

/** A session with free places, as a candidate for an offer. */
export interface OfferableSession extends KeptSession {
  /** For whom a free place is kept: the institutions they are dealt to, null for anybody's; one for each free place. */
  readonly freeFor: readonly (string | null)[];
}

/** The sessions of a list's department that have free places and are neither begun, released nor still closed, earliest first. */
export async function listOfferable(q: Queryable, { regionCode, institutionCode, departmentCode, kind }: QueueKey, today: Day, now: Instant): Promise<OfferableSession[]> {
  const rows = await q
    .select({ session: clinicSession, dealtTo: slot.dealtTo })
    .from(slot)
    .innerJoin(clinicSession, and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId)))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.departmentCode, departmentCode),
        eq(slot.institutionCode, institutionCode),
        eq(slot.kind, kind),
        freeAt(now),
        gt(slot.startsAt, now),
        lte(clinicSession.opensOn, today),
        gt(clinicSession.releaseAt, now),
        eq(clinicSession.status, 'published'),
      ),
    )
    .orderBy(asc(slot.startsAt), asc(clinicSession.id), asc(slot.number));
  const found = new Map<string, { session: KeptSession; freeFor: (string | null)[] }>();
  for (const { session, dealtTo } of rows) {
    const known = found.get(session.id) ?? { session, freeFor: [] };
    known.freeFor.push(dealtTo);
    found.set(session.id, known);
  }
  return [...found.values()].map(({ session, freeFor }) => ({ ...session, freeFor }));
}

export async function insertOffer(tx: Tx, offer: OfferRow): Promise<void> {
  await tx.insert(waitingOffer).values(offer);
}

export async function findOpenOffer(q: Queryable, regionCode: string, referralId: string): Promise<OfferRow | null> {
  const [row] = await q
    .select()
    .from(waitingOffer)
    .where(and(eq(waitingOffer.regionCode, regionCode), eq(waitingOffer.referralId, referralId), eq(waitingOffer.outcome, 'open')));
  return row ?? null;
}

/** Ends the open offer of a referral; null when none is open, or somebody else has ended it. */
export async function endOpenOffer(
  tx: Tx,
  regionCode: string,
  referralId: string,
  end: { readonly outcome: Exclude<OfferOutcome, 'open'>; readonly endedAt: Instant; readonly endedBy: string },
): Promise<OfferRow | null> {
  const [row] = await tx
    .update(waitingOffer)
    .set(end)
    .where(and(eq(waitingOffer.regionCode, regionCode), eq(waitingOffer.referralId, referralId), eq(waitingOffer.outcome, 'open')))
    .returning();
  return row ?? null;
}

/** An offer without the record of who was considered for it, which is as long as the queue was. */
export type OfferHead = Omit<OfferRow, 'considered'>;

const { considered: _, ...headColumns } = getTableColumns(waitingOffer);

/** The offers that some referrals have had, the newest first. */
export async function listOffersOf(q: Queryable, regionCode: string, referralIds: readonly string[]): Promise<OfferHead[]> {
  if (referralIds.length === 0) return [];
  return q
    .select(headColumns)
    .from(waitingOffer)
    .where(and(eq(waitingOffer.regionCode, regionCode), inArray(waitingOffer.referralId, [...referralIds])))
    .orderBy(desc(waitingOffer.offeredAt), desc(waitingOffer.id));
}

/** Referrals whose open offer has run out. */
export async function listLapsedOffers(q: Queryable, reach: Reach, now: Instant, limit: number): Promise<string[]> {
  const rows = await q
    .select({ referralId: waitingOffer.referralId })
    .from(waitingOffer)
    .where(and(within(reach, waitingOffer.regionCode, waitingOffer.institutionCode), eq(waitingOffer.outcome, 'open'), lte(waitingOffer.expiresAt, now)))
    .orderBy(asc(waitingOffer.expiresAt))
    .limit(limit);
  return rows.map(({ referralId }) => referralId);
}

/** Referrals that wait past their promised day, have been offered nothing, and have not been told of yet. */
export async function listBrokenPromises(q: Queryable, reach: Reach, today: Day, limit: number): Promise<string[]> {
  const rows = await q
    .select({ referralId: referral.id })
    .from(referral)
    .innerJoin(waitingTurn, and(eq(waitingTurn.regionCode, referral.regionCode), eq(waitingTurn.referralId, referral.id)))
    .where(
      and(
        within(reach, referral.regionCode, referral.toInstitutionCode),
        eq(referral.status, 'waiting'),
        lt(referral.promisedDay, today),
        isNull(waitingTurn.brokenAt),
        isNull(waitingTurn.firstOfferAt),
      ),
    )
    .orderBy(asc(referral.id))
    .limit(limit);
  return rows.map(({ referralId }) => referralId);
}
