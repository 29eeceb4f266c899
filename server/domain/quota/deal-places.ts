import { hourMs, type Instant } from '@/server/domain/kernel/instant';
import { allocate } from '@/server/domain/kernel/allocate';
import type { QuotaRules } from './rules';
import type { ClinicSession, Slot } from './slot';

/** A primary institution that places are dealt to, with those under it. */
export interface Dealee {
  readonly institutionCode: string;
  /** Its signed residents, those of the clinics under it included. */
  readonly signed: number;
  /** Places of this hospital's department that were dealt to it in the session's month before. */
  readonly dealtBefore: number;
}

export interface DealtSession {
  readonly session: ClinicSession;
  readonly slots: readonly Slot[];
}

/**
 * Deal places to primary institutions by their signed residents (calculations.md §1): what each is due of the month's places, less
 * what it has been dealt already, by largest remainder, ties by code. So an institution whose share of one clinic is less than a place
 * has its place in every third or tenth clinic instead of none. Without residents nothing is dealt, and the places are anybody's.
 *
 * @returns each place with its institution, in the order of the places; whoever has most comes first.
 */
export function dealPlaces(slots: readonly Slot[], dealees: readonly Dealee[]): Slot[] {
  const signed = dealees.reduce((sum, dealee) => sum + dealee.signed, 0);
  if (signed === 0 || slots.length === 0) return slots.map((slot) => ({ ...slot, dealtTo: null }));
  const month = slots.length + dealees.reduce((sum, { dealtBefore }) => sum + dealtBefore, 0);
  // In whole numbers, times all signed residents: the shares stay exact.
  const claims = dealees.map(({ institutionCode: code, signed: own, dealtBefore }) => ({ code, weight: Math.max(0, month * own - dealtBefore * signed) }));
  const shares = allocate(slots.length, claims);
  const owners = dealees
    .map(({ institutionCode }, at) => ({ institutionCode, places: shares[at] ?? 0 }))
    .sort((a, b) => b.places - a.places)
    .flatMap(({ institutionCode, places }) => Array.from({ length: places }, () => institutionCode));
  return slots.map((slot, at) => ({ ...slot, dealtTo: owners[at] ?? null }));
}

/** From when a place dealt to one institution may be borrowed by every other. */
export function borrowAt(startsAt: Instant, rules: Pick<QuotaRules, 'borrowHoursBefore'>): Instant {
  return startsAt - rules.borrowHoursBefore * hourMs;
}
