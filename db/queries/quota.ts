import { type SQL, and, asc, count, eq, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { clinicSession, referral, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ClinicSession, Slot, SlotState } from '@/server/domain/quota/slot';

/** A session as it stands: published, or called off since. */
export interface KeptSession extends ClinicSession {
  readonly status: 'published' | 'cancelled';
  /** Counts what the hospital has changed of it since. */
  readonly version: number;
}

type SlotRow = typeof slot.$inferSelect;

/** What may be held at `now`: what is free, and what a hold has run out on. */
export function freeAt(now: Instant): SQL | undefined {
  return or(eq(slot.status, 'free'), and(eq(slot.status, 'held'), lte(slot.expiresAt, now)));
}

export async function insertSession(tx: Tx, session: ClinicSession, slots: readonly Slot[]): Promise<void> {
  await tx.insert(clinicSession).values({ ...session, status: 'published' });
  if (slots.length > 0) await tx.append(slot, slots.map(slotRow));
}

/** Many sessions with their slots in any state, for seeds. */
export async function insertSessions(tx: Tx, sessions: readonly KeptSession[], slots: readonly Slot[]): Promise<void> {
  if (sessions.length > 0) await tx.append(clinicSession, sessions);
  if (slots.length > 0) await tx.append(slot, slots.map(slotRow));
}

/**
 * A session of the region, whoever asks: clinic hours are no secret, and the doctor who refers works elsewhere. What is
 * changed goes through `findOwnSession`.
 */
export async function findSession(q: Queryable, regionCode: string, id: string): Promise<KeptSession | null> {
  const [row] = await q
    .select()
    .from(clinicSession)
    .where(and(eq(clinicSession.regionCode, regionCode), eq(clinicSession.id, id)));
  return row ?? null;
}

/** A session of the actor's own institutions. */
export async function findOwnSession(q: Queryable, reach: Reach, id: string): Promise<KeptSession | null> {
  const [row] = await q
    .select()
    .from(clinicSession)
    .where(and(within(reach, clinicSession.regionCode, clinicSession.institutionCode), eq(clinicSession.id, id)));
  return row ?? null;
}

/** Whether this specialist already has a published clinic at this department and hour. */
export async function isSessionPublished(
  q: Queryable,
  planned: Pick<ClinicSession, 'regionCode' | 'institutionCode' | 'departmentCode' | 'resourceName' | 'startsAt'>,
): Promise<boolean> {
  const found = await q
    .select({ id: clinicSession.id })
    .from(clinicSession)
    .where(
      and(
        eq(clinicSession.regionCode, planned.regionCode),
        eq(clinicSession.institutionCode, planned.institutionCode),
        eq(clinicSession.departmentCode, planned.departmentCode),
        eq(clinicSession.resourceName, planned.resourceName),
        eq(clinicSession.startsAt, planned.startsAt),
        eq(clinicSession.status, 'published'),
      ),
    );
  return found.length > 0;
}

/** The slots with these ids, earliest first; one that does not exist is left out. */
export async function findSlots(q: Queryable, regionCode: string, ids: readonly string[]): Promise<Slot[]> {
  if (ids.length === 0) return [];
  const rows = await q
    .select()
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), inArray(slot.id, [...ids])))
    .orderBy(asc(slot.startsAt), asc(slot.id));
  return rows.map(slotOf);
}

/** A ward's published days from the first one's to another, in order. */
export async function listWardDays(q: Queryable, first: KeptSession, lastDay: Day): Promise<KeptSession[]> {
  return q
    .select()
    .from(clinicSession)
    .where(
      and(
        eq(clinicSession.regionCode, first.regionCode),
        eq(clinicSession.institutionCode, first.institutionCode),
        eq(clinicSession.kind, 'ward'),
        eq(clinicSession.departmentCode, first.departmentCode),
        eq(clinicSession.resourceName, first.resourceName),
        eq(clinicSession.status, 'published'),
        onDays(first.day, lastDay),
      ),
    )
    .orderBy(asc(clinicSession.day));
}

/**
 * Holds the first free place of a session by one conditional update, so that of any number of contenders each place has
 * one winner.
 *
 * @returns the slot in its new state, or null when no place was free.
 */
export async function holdFreeSlot(
  tx: Tx,
  wish: { readonly regionCode: string; readonly sessionId: string; readonly referralId: string; readonly expiresAt: Instant; readonly now: Instant },
): Promise<Slot | null> {
  const { regionCode, sessionId, referralId, expiresAt, now } = wish;
  const first = tx
    .select({ id: slot.id })
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId), freeAt(now)))
    .orderBy(asc(slot.number))
    .limit(1);
  const [won] = await tx
    .update(slot)
    .set({ status: 'held', referralId, expiresAt })
    .where(and(eq(slot.regionCode, regionCode), inArray(slot.id, first), freeAt(now)))
    .returning();
  return won ? slotOf(won) : null;
}

/** Moves a slot from one state to the next; false when it is no longer in the state it was seen in. */
export async function moveSlot(tx: Tx, regionCode: string, slotId: string, from: SlotState, to: SlotState): Promise<boolean> {
  const seen = stateColumns(from);
  const won = await tx
    .update(slot)
    .set(stateColumns(to))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.id, slotId),
        eq(slot.status, seen.status),
        seen.referralId === null ? isNull(slot.referralId) : eq(slot.referralId, seen.referralId),
        seen.expiresAt === null ? isNull(slot.expiresAt) : eq(slot.expiresAt, seen.expiresAt),
      ),
    )
    .returning({ id: slot.id });
  return won.length === 1;
}

/** Calls a published session off and takes its free places back; false when it was called off already. */
export async function cancelPublishedSession(tx: Tx, regionCode: string, sessionId: string, now: Instant): Promise<boolean> {
  const won = await tx
    .update(clinicSession)
    .set({ status: 'cancelled' })
    .where(and(eq(clinicSession.regionCode, regionCode), eq(clinicSession.id, sessionId), eq(clinicSession.status, 'published')))
    .returning({ id: clinicSession.id });
  if (won.length === 0) return false;
  await tx
    .update(slot)
    .set(stateColumns({ status: 'released' }))
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId), freeAt(now)));
  return true;
}

/** Numbers of the referrals that hold, have booked or have used a place of a session. */
export async function listReferralsOnSession(q: Queryable, regionCode: string, sessionId: string, now: Instant): Promise<string[]> {
  const rows = await q
    .select({ number: referral.number })
    .from(slot)
    .innerJoin(referral, and(eq(referral.regionCode, slot.regionCode), eq(referral.id, slot.referralId)))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.sessionId, sessionId),
        or(inArray(slot.status, ['booked', 'used', 'no_show']), and(eq(slot.status, 'held'), gt(slot.expiresAt, now))),
      ),
    )
    .orderBy(asc(slot.number));
  return rows.map((row) => row.number);
}

export interface SweepResult {
  /** Free places of sessions past their release, gone back to the hospital. */
  readonly released: number;
  /** Holds that ran out on sessions still open. */
  readonly freed: number;
}

/** How many slots a sweep would move, without locking anything: most sweeps find nothing. */
export async function countDueSlots(q: Queryable, reach: Reach, now: Instant): Promise<number> {
  const [row] = await q
    .select({ due: count() })
    .from(slot)
    .where(and(within(reach, slot.regionCode, slot.institutionCode), or(dueForRelease(reach, now), and(eq(slot.status, 'held'), lte(slot.expiresAt, now)))));
  return Number(row?.due ?? 0);
}

/** Releases what is free past its session's release and frees what holds have run out on. */
export async function sweepSlots(tx: Tx, reach: Reach, now: Instant): Promise<SweepResult> {
  const ours = within(reach, slot.regionCode, slot.institutionCode);
  const released = await tx
    .update(slot)
    .set(stateColumns({ status: 'released' }))
    .where(and(ours, dueForRelease(reach, now)))
    .returning({ id: slot.id });
  const freed = await tx
    .update(slot)
    .set(stateColumns({ status: 'free' }))
    .where(and(ours, eq(slot.status, 'held'), lte(slot.expiresAt, now)))
    .returning({ id: slot.id });
  return { released: released.length, freed: freed.length };
}

function dueForRelease(reach: Reach, now: Instant): SQL | undefined {
  const over = sql`exists (select 1 from ${clinicSession} where ${clinicSession.regionCode} = ${slot.regionCode} and ${clinicSession.id} = ${slot.sessionId} and ${clinicSession.releaseAt} <= ${now})`;
  return and(eq(slot.regionCode, reach.regionCode), freeAt(now), over);
}

function slotRow({ state, ...plain }: Slot): SlotRow {
  return { ...plain, ...stateColumns(state) };
}

function stateColumns(state: SlotState): Pick<SlotRow, 'status' | 'referralId' | 'expiresAt'> {
  return {
    status: state.status,
    referralId: 'referralId' in state ? state.referralId : null,
    expiresAt: state.status === 'held' ? state.expiresAt : null,
  };
}

export function slotOf({ status, referralId, expiresAt, ...plain }: SlotRow): Slot {
  return { ...plain, state: stateOf(plain.id, status, referralId, expiresAt) };
}

function stateOf(id: string, status: SlotRow['status'], referralId: string | null, expiresAt: number | null): SlotState {
  if (status === 'free' || status === 'released' || status === 'withdrawn') return { status };
  if (referralId === null) throw new Error(`slot ${id} is ${status} by nobody`);
  if (status !== 'held') return { status, referralId };
  if (expiresAt === null) throw new Error(`slot ${id} is held without end`);
  return { status, referralId, expiresAt };
}

/** Whether a session's day lies between two days, both included. */
export function onDays(from: Day, to: Day): SQL | undefined {
  return and(gte(clinicSession.day, from), lte(clinicSession.day, to));
}
