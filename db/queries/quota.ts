import { type Placeholder, type SQL, and, asc, count, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { dialect } from '@/db/columns';
import { prepared, setTo, shaped } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { clinicSession, slot } from '@/db/schema';
import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
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
export function freeAt(now: Instant | Placeholder): SQL | undefined {
  return or(eq(slot.status, 'free'), and(eq(slot.status, 'held'), lte(slot.expiresAt, now)));
}

export async function insertSession(tx: Tx, session: ClinicSession, slots: readonly Slot[]): Promise<void> {
  await tx.insert(clinicSession).values({ ...session, status: 'published' });
  await insertSlots(tx, slots);
}

export async function insertSlots(tx: Tx, slots: readonly Slot[]): Promise<void> {
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

/** Whether this specialist, device or ward already has a published session at this department and hour. */
export async function isSessionPublished(
  q: Queryable,
  planned: Pick<ClinicSession, 'regionCode' | 'institutionCode' | 'departmentCode' | 'resourceName' | 'startsAt' | 'kind'>,
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
        // A ward's beds are a whole day's, at whatever hour it admits.
        planned.kind === 'ward' ? eq(clinicSession.day, dayOfInstant(planned.startsAt)) : eq(clinicSession.startsAt, planned.startsAt),
        eq(clinicSession.status, 'published'),
      ),
    );
  return found.length > 0;
}

/** The slots with these ids, earliest first; one that does not exist is left out. */
export async function findSlots(q: Queryable, regionCode: string, ids: readonly string[]): Promise<Slot[]> {
  if (ids.length === 0) return [];
  const values = Object.fromEntries(ids.map((id, at) => [`id${at}`, id]));
  const rows = await slotsWith({ count: ids.length })(q, { regionCode, ...values });
  return rows.map(slotOf);
}

const slotsWith = shaped(({ count }: { readonly count: number }) => {
  const names = Array.from({ length: count }, (_, at) => `id${at}`);
  return prepared<readonly string[], SlotRow[]>(['regionCode', ...names], (q, { regionCode = '', ...ids }) =>
    q
      .select()
      .from(slot)
      .where(and(eq(slot.regionCode, regionCode), inArray(slot.id, names.map((name) => ids[name] ?? ''))))
      .orderBy(asc(slot.startsAt), asc(slot.id)),
  );
});

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

export interface FreeSlotWish {
  readonly regionCode: string;
  readonly sessionId: string;
  readonly referralId: string;
  readonly expiresAt: Instant;
  /** Whose dealt places it may take: the house of the institution that refers. */
  readonly houseCode: string;
  /** Whether the time has come when places dealt to others may be borrowed. */
  readonly borrowing: boolean;
  readonly now: Instant;
}

/**
 * Holds a free place of a session by one conditional update, so that of any number of contenders each place has one winner: first one that
 * was dealt to the house, then anybody's, then, once that is allowed, one of another's.
 *
 * @returns the slot in its new state, or null when none was free for it.
 */
export async function holdFreeSlot(tx: Tx, wish: FreeSlotWish): Promise<Slot | null> {
  // On PostgreSQL contenders pass by a place that another is just taking. Only when nothing is left beside those is it waited for, as the
  // other may yet give it up.
  return (await takeFreeSlot(tx, wish, true)) ?? (dialect === 'postgres' ? takeFreeSlot(tx, wish, false) : null);
}

async function takeFreeSlot(tx: Tx, { regionCode, sessionId, referralId, expiresAt, houseCode, borrowing, now }: FreeSlotWish, passing: boolean): Promise<Slot | null> {
  const own = sql`case when ${slot.dealtTo} = ${houseCode} then 0 when ${slot.dealtTo} is null then 1 else 2 end`;
  const candidates = tx
    .select({ id: slot.id })
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId), freeAt(now), openTo(houseCode, borrowing)))
    .orderBy(own, asc(slot.number))
    .limit(1);
  const first = passing && dialect === 'postgres' ? candidates.for('update', { skipLocked: true }) : candidates;
  const [won] = await tx
    .update(slot)
    .set({ status: 'held', referralId, expiresAt })
    // Compared with one value, not with a set: PostgreSQL may run the query of a set once a row, and each time pass by what it has just locked.
    .where(and(eq(slot.regionCode, regionCode), sql`${slot.id} = ${first}`, freeAt(now)))
    .returning();
  return won ? slotOf(won) : null;
}

/** The rule `isOpenTo` as a condition. */
function openTo(houseCode: string, borrowing: boolean): SQL | undefined {
  return borrowing ? undefined : or(isNull(slot.dealtTo), eq(slot.dealtTo, houseCode));
}

/** Whether a session has a free place at all, whoever it was dealt to. */
export async function hasFreeSlot(q: Queryable, regionCode: string, sessionId: string, now: Instant): Promise<boolean> {
  const found = await q
    .select({ id: slot.id })
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId), freeAt(now)))
    .limit(1);
  return found.length > 0;
}

/** Moves a slot from one state to the next; false when it is no longer in the state it was seen in. */
export async function moveSlot(tx: Tx, regionCode: string, slotId: string, from: SlotState, to: SlotState): Promise<boolean> {
  const { status, referralId, expiresAt } = stateColumns(from);
  const seen = { seenStatus: status, seenReferralId: referralId ?? nobody, seenExpiresAt: expiresAt ?? never };
  const won = await movedSlot(tx, { regionCode, slotId, ...seen, ...stateColumns(to) });
  return won.length === 1;
}

/** What stands for null where two values are compared. */
const [nobody, never] = ['', -1];

const movedSlot = prepared(['regionCode', 'slotId', 'seenStatus', 'seenReferralId', 'seenExpiresAt', 'status', 'referralId', 'expiresAt'], (q, { regionCode, slotId, seenStatus, seenReferralId, seenExpiresAt, ...state }) =>
  q
    .update(slot)
    .set(setTo(state))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.id, slotId),
        eq(slot.status, seenStatus),
        sql`coalesce(${slot.referralId}, ${nobody}) = ${seenReferralId}`,
        sql`coalesce(${slot.expiresAt}, ${never}) = ${seenExpiresAt}`,
      ),
    )
    .returning({ id: slot.id }),
);

/**
 * Calls a published session off; false when it was called off already. What is free goes back to the hospital, and so do the holds of
 * drafts nobody has sent: whoever writes one is told when it is sent.
 */
export async function cancelPublishedSession(tx: Tx, regionCode: string, sessionId: string): Promise<boolean> {
  const won = await tx
    .update(clinicSession)
    .set({ status: 'cancelled', version: sql`${clinicSession.version} + 1` })
    .where(and(eq(clinicSession.regionCode, regionCode), eq(clinicSession.id, sessionId), eq(clinicSession.status, 'published')))
    .returning({ id: clinicSession.id });
  if (won.length === 0) return false;
  await tx
    .update(slot)
    .set(stateColumns({ status: 'released' }))
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId), inArray(slot.status, ['free', 'held'])));
  return true;
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
export function onDays(from: Day | Placeholder, to: Day | Placeholder): SQL | undefined {
  return and(gte(clinicSession.day, from), lte(clinicSession.day, to));
}
