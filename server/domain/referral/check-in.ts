import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReferralKind, ReferralStatus } from './codes';
import type { Referral } from './referral';
import type { ReservedSlot } from './reserved-slot';

/** Why somebody who stands at the desk with a slip is not simply let in, in this order. */
export type CheckInRefusal =
  | Refusal<'check_in.number_malformed', object>
  | Refusal<'check_in.unknown', { number: string }>
  | Refusal<'check_in.wrong_hospital', { toInstitutionName: string; departmentName: string }>
  | Refusal<'check_in.consult', object>
  | Refusal<'check_in.already', { arrivedAt: Instant }>
  | Refusal<'check_in.not_accepted', { status: ReferralStatus }>
  | Refusal<'check_in.over', { status: ReferralStatus }>
  | Refusal<'check_in.wrong_day', { startsAt: Instant; early: boolean }>;

const shape = /^Z\d{20}$/;

/**
 * The number as it is printed, out of what a scanner or a hand types: blanks and hyphens are dropped, full-width characters of a
 * Chinese keyboard are made plain, letters are made big. Null when it cannot be the number of a slip.
 */
export function slipNumberOf(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return shape.test(plain) ? plain : null;
}

export interface CheckInFacts {
  readonly referral: Referral;
  /** The referral's places as they are now. */
  readonly places: readonly ReservedSlot[];
  readonly now: Instant;
  /** The clerk has seen that the day is another one, and lets the patient in all the same. */
  readonly anyDay: boolean;
}

/**
 * Why the patient cannot be checked in now at the hospital the slip names; none means that the step `arrive` may be taken. Another day than
 * that of the place is a reason that the clerk may pass over: nobody who came is sent away by a computer.
 */
export function refusalsOfCheckIn({ referral, places, now, anyDay }: CheckInFacts): CheckInRefusal[] {
  if (referral.kind === ('e_consult' satisfies ReferralKind)) return [{ code: 'check_in.consult', facts: {} }];
  const { status } = referral;
  switch (status) {
    case 'accepted':
      return anyDay ? [] : refusalsOfDay(places, now);
    case 'arrived':
    case 'in_treatment':
    case 'completed':
    case 'returned':
    case 'received':
    case 'followed_up':
    case 'closed':
      // Whoever was treated had come; without a moment of arrival, that of the decision tells when.
      return [{ code: 'check_in.already', facts: { arrivedAt: referral.arrivedAt ?? referral.completedAt ?? referral.decidedAt ?? referral.createdAt } }];
    case 'draft':
    case 'awaiting_consent':
    case 'sent':
    case 'info_wanted':
    case 'waiting':
      return [{ code: 'check_in.not_accepted', facts: { status } }];
    case 'declined':
    case 'redirected':
    case 'cancelled':
    case 'expired':
    case 'went_elsewhere':
    case 'died':
      return [{ code: 'check_in.over', facts: { status } }];
  }
}

/** A visit is on its day; a stay begins on the day of its first bed, and whoever comes on a later day of it is late and yet right. */
function refusalsOfDay(places: readonly ReservedSlot[], now: Instant): CheckInRefusal[] {
  if (places.length === 0) return [];
  const today = dayOfInstant(now);
  if (places.some(({ startsAt }) => dayOfInstant(startsAt) === today)) return [];
  const startsAt = Math.min(...places.map((place) => place.startsAt));
  return [{ code: 'check_in.wrong_day', facts: { startsAt, early: startsAt > now } }];
}
