import type { Tx } from '@/db';
import { listPlaces } from '@/db/queries/referral-detail';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { CapacityKind } from '@/server/domain/quota/slot';
import { placeIdsOf } from '@/server/domain/referral/referral';
import { refusalsOfHold } from '@/server/domain/referral/reserved-slot';
import type { LoadedReferral } from './change-referral';

export interface ReferralSlot {
  readonly sessionId: string;
  /** A visit, an examination, or a day in bed. */
  readonly kind: CapacityKind;
  readonly day: Day;
  readonly number: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly resourceName: string;
  readonly departmentName: string;
  /** `lost`: somebody else has the place, or it was given back. */
  readonly standing: 'held' | 'booked' | 'used' | 'no_show' | 'lost';
  /** Until when the hold lasts; null when it is no hold. */
  readonly heldUntil: number | null;
}

/** The places of a referral as its readers see them, the earliest first. */
export async function placesOf(tx: Tx, loaded: LoadedReferral): Promise<ReferralSlot[]> {
  const { referral } = loaded.facts;
  const places = await listPlaces(tx, referral.regionCode, placeIdsOf(referral));
  return places.map(({ slotId, ...place }) => ({ ...place, ...standingOf(slotId, loaded) }));
}

function standingOf(slotId: string, { slots, facts: { referral, now } }: LoadedReferral): Pick<ReferralSlot, 'standing' | 'heldUntil'> {
  const lost = { standing: 'lost', heldUntil: null } as const;
  const state = slots.find(({ id }) => id === slotId)?.state;
  if (state === undefined || !('referralId' in state) || state.referralId !== referral.id) return lost;
  if (state.status !== 'held') return { standing: state.status, heldUntil: null };
  const lapsed = refusalsOfHold({ id: referral.id, slotId, bedSlotIds: [] }, slots, now).some(({ code }) => code === 'referral.hold_lost');
  return lapsed ? lost : { standing: 'held', heldUntil: state.expiresAt };
}
