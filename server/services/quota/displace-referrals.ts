import type { Reach, Tx } from '@/db';
import { findContract } from '@/db/queries/contract';
import { type KeptSession, hasFreeSlot, holdFreeSlot, moveSlot } from '@/db/queries/quota';
import { listParties } from '@/db/queries/reserving';
import type { Holder } from '@/db/queries/session-change';
import { findTurn } from '@/db/queries/waiting';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { takesOver } from '@/server/domain/quota/cancel-session';
import type { Slot } from '@/server/domain/quota/slot';
import { bookSlot, freeSlot } from '@/server/domain/quota/slot-transitions';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { compareTurns, type Turn } from '@/server/domain/waiting/order';
import { waitingStandingOf } from '@/server/domain/waiting/turn';
import type { ServiceContext } from '../context';
import { type LoadedReferral, loadReferral, saveChange } from '../referral/change-referral';
import type { UnitOfWork } from '../unit-of-work';
import { requeueReferral } from '../waiting/queue-referral';

/** What became of one referral whose session was called off. */
export interface Displaced {
  readonly referralId: string;
  readonly number: string;
  /** Moved to the other session; back on the waiting list with its turn; or, not sent yet, without a place until its writer chooses another. */
  readonly became: 'rebooked' | 'requeued' | 'unplaced';
  readonly startsAt: number | null;
}

export interface Displacing {
  readonly session: KeptSession;
  readonly holders: readonly Holder[];
  /** Where there may be places for them; null: nowhere. */
  readonly other: KeptSession | null;
  readonly reason: string;
}

/**
 * Gives everybody who counts on a place of a session something else, in the order of the waiting list: a place of the other session as
 * long as there are any, and then a turn on the list. Each is told, and so is who referred them, because the event of each is.
 */
export async function displaceReferrals(context: ServiceContext, unit: UnitOfWork, reach: Reach, { session, holders, other, reason }: Displacing): Promise<Outcome<Displaced[], AnyRefusal>> {
  const affected: { loaded: LoadedReferral; holder: Holder; turn: Turn }[] = [];
  // A place is held for some whom the hospital does not see yet, because they have not agreed; they lose it like the others.
  const everybody: Reach = { ...reach, institutionCodes: 'all' };
  for (const holder of holders) {
    const loaded = await loadReferral(unit.tx, context, everybody, { referralId: holder.referralId, version: null });
    if (!loaded.ok) return loaded;
    affected.push({ loaded: loaded.value, holder, turn: await turnOf(unit.tx, loaded.value.facts.referral) });
  }
  const displaced: Displaced[] = [];
  for (const { loaded, holder } of affected.toSorted((a, b) => compareTurns(a.turn, b.turn))) {
    const became = await displace(context, unit, loaded, { holder, session, other, reason });
    if (!became.ok) return became;
    displaced.push(became.value);
  }
  return accept(displaced);
}

/** Where a referral stands in the order: by the turn it had on the list, or as if it waited since it was sent. */
async function turnOf(tx: Tx, { id, number, regionCode, priority, contractId, fromTeamId, queuedAt, sentAt, createdAt }: Referral): Promise<Turn> {
  const contract = contractId === null ? null : await findContract(tx, { regionCode, institutionCodes: 'all' }, contractId);
  const had = await findTurn(tx, regionCode, id);
  return { referralId: id, number, priority, standing: waitingStandingOf(contract?.teamId ?? null, fromTeamId), turnSince: had?.turnSince ?? queuedAt ?? sentAt ?? createdAt };
}

interface Fate {
  readonly holder: Holder;
  readonly session: KeptSession;
  readonly other: KeptSession | null;
  readonly reason: string;
}

async function displace(context: ServiceContext, unit: UnitOfWork, loaded: LoadedReferral, { holder, session, other, reason }: Fate): Promise<Outcome<Displaced, AnyRefusal>> {
  const { referral } = loaded.facts;
  const { id: referralId, number } = referral;
  // What was offered from the list is taken back with its record, and the list offers the next place.
  const movable = referral.status !== 'waiting';
  if (other && movable && takesOver(other, referral.priority, context.now()) && (await hasFreeSlot(unit.tx, referral.regionCode, other.id, context.now()))) {
    const moved = await moveOver(context, unit, loaded, holder.slot, other, reason);
    return moved.ok ? accept({ referralId, number, became: 'rebooked', startsAt: other.startsAt }) : moved;
  }
  if (referral.status === 'draft' || referral.status === 'awaiting_consent') {
    const slots = freed(holder.slot, referralId);
    const unplaced = { ...referral, ...withPlace(referral, holder.slot.id, null) };
    const saved = await saveChange(context, unit, loaded, { referral: unplaced, slots }, { name: 'rebooked', facts: { slotStartsAt: null, reason } });
    return saved.ok ? accept({ referralId, number, became: 'unplaced', startsAt: null }) : saved;
  }
  const queued = await requeueReferral(context, unit, loaded, { reason, sessionDay: session.day });
  return queued.ok ? accept({ referralId, number, became: 'requeued', startsAt: null }) : queued;
}

/** A place of the other session for one of this session: held as the old one was held, booked as it was booked. */
async function moveOver(context: ServiceContext, unit: UnitOfWork, loaded: LoadedReferral, old: Slot, other: KeptSession, reason: string): Promise<Outcome<null, AnyRefusal>> {
  const { referral, now } = loaded.facts;
  const { id: referralId, regionCode } = referral;
  const conflict = refuse<AnyRefusal>({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  if (old.state.status !== 'booked' && old.state.status !== 'held') return conflict;
  // The old place goes first, because a referral has one of each part.
  const [gone] = freed(old, referralId);
  if (!gone || !(await moveSlot(unit.tx, regionCode, old.id, old.state, gone.state))) return conflict;
  const expiresAt = old.state.status === 'held' ? Math.min(old.state.expiresAt, other.startsAt) : other.startsAt;
  const [sender] = await listParties(unit.tx, regionCode, [referral.fromInstitutionCode]);
  const houseCode = sender?.houseCode ?? referral.fromInstitutionCode;
  const held = await holdFreeSlot(unit.tx, { regionCode, sessionId: other.id, referralId, expiresAt, houseCode, borrowing: true, now });
  if (!held) return conflict;
  if (old.state.status === 'booked') {
    const booked = bookSlot(held.state, referralId, now);
    if (!booked.ok) return booked;
    if (!(await moveSlot(unit.tx, regionCode, held.id, held.state, booked.value))) return conflict;
  }
  const moved = { ...referral, ...withPlace(referral, old.id, held.id) };
  const facts = { slotStartsAt: other.startsAt, resourceName: other.resourceName, reason };
  const saved = await saveChange(context, unit, loaded, { referral: moved, slots: [] }, { name: 'rebooked', facts });
  return saved.ok ? accept(null) : saved;
}

function freed(slot: Slot, referralId: string) {
  const state = freeSlot(slot.state, referralId);
  return state.ok ? [{ slotId: slot.id, state: state.value }] : [];
}

/** The referral's places with one of them replaced, or gone. */
function withPlace({ slotId, bedSlotIds }: Referral, oldId: string, newId: string | null): Pick<Referral, 'slotId' | 'bedSlotIds'> {
  return {
    slotId: slotId === oldId ? newId : slotId,
    bedSlotIds: bedSlotIds.flatMap((id) => (id !== oldId ? [id] : newId === null ? [] : [newId])),
  };
}
