import { addDays, dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import { hourMs, type Instant } from '@/server/domain/kernel/instant';
import { ceilShare, type Fraction } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { PublishingRefusal } from './refusals';
import type { QuotaRules } from './rules';
import { partOf, type CapacityKind, type ClinicSession, type Slot } from './slot';

/** More places than any session has: past this a number was typed wrong. */
export const capacityLimit = 500;

/** Whether a number of places can be meant. */
export function isCapacity(capacity: number): boolean {
  return Number.isSafeInteger(capacity) && capacity >= 1 && capacity <= capacityLimit;
}

/** The share of a kind of capacity that policy reserves. */
export function shareOf(kind: CapacityKind, rules: Pick<QuotaRules, 'slotShare' | 'bedShare'>): Fraction {
  return kind === 'ward' ? rules.bedShare : rules.slotShare;
}

/** How much of a capacity is reserved, rounded up so that the share always holds: 10 × 1/3 → 4, 30 beds × 1/4 → 8. */
export function reservedOf(capacity: number, share: Fraction): number {
  return ceilShare(capacity, share);
}

/** The first day on which the family-doctor side may book: `leadDays` before the public, who may `publicLeadDays` before the session. */
export function opensToPrimary(sessionDay: Day, publicLeadDays: number, leadDays: number): Day {
  return addDays(sessionDay, -(publicLeadDays + leadDays));
}

/** From when what is still free goes back to the hospital. */
export function releaseAt(sessionStartsAt: Instant, hoursBefore: number): Instant {
  return sessionStartsAt - hoursBefore * hourMs;
}

export interface PublishingFacts {
  /** What the hospital decides; the rest follows from policy. */
  readonly planned: Omit<ClinicSession, 'day' | 'reserved' | 'opensOn' | 'releaseAt' | 'borrowAt'>;
  /** How many days ahead this hospital opens its places to the public. */
  readonly publicLeadDays: number;
  readonly rules: QuotaRules;
  /** Whether this specialist's clinic at this department and hour is published already. */
  readonly alreadyPublished: boolean;
  readonly now: Instant;
  readonly newId: () => string;
}

/**
 * Publish a clinic session: its reserved places become free slots, numbered from 1. Reasons why not come in the order of
 * `PublishingRefusal`.
 */
export function publishSession(
  facts: PublishingFacts,
): Outcome<{ readonly session: ClinicSession; readonly slots: readonly Slot[] }, PublishingRefusal> {
  return unlessRefused(refusalsOf(facts), () => {
    const { planned, publicLeadDays, rules, newId } = facts;
    const day = dayOfInstant(planned.startsAt);
    const reserved = reservedOf(planned.capacity, shareOf(planned.kind, rules));
    const session: ClinicSession = {
      ...planned,
      day,
      reserved,
      opensOn: opensToPrimary(day, publicLeadDays, rules.leadDays),
      releaseAt: releaseAt(planned.startsAt, rules.releaseHoursBefore),
      borrowAt: null,
    };
    return { session, slots: freeSlotsOf(session, 1, reserved, newId) };
  });
}

/** So many free places of a session, numbered from `from` on; whom they are dealt to is decided afterwards. */
export function freeSlotsOf(session: ClinicSession, from: number, many: number, newId: () => string): Slot[] {
  return Array.from({ length: many }, (_, index): Slot => ({
    id: newId(),
    regionCode: session.regionCode,
    sessionId: session.id,
    number: from + index,
    kind: session.kind,
    part: partOf(session),
    dealtTo: null,
    institutionCode: session.institutionCode,
    departmentCode: session.departmentCode,
    startsAt: session.startsAt,
    state: { status: 'free' },
  }));
}

function refusalsOf({ planned, alreadyPublished, now }: PublishingFacts): PublishingRefusal[] {
  const { startsAt, endsAt, capacity, departmentName, resourceName } = planned;
  const refusals: PublishingRefusal[] = [];
  if (startsAt <= now) refusals.push({ code: 'quota.session_in_past', facts: { startsAt } });
  if (endsAt <= startsAt) refusals.push({ code: 'quota.session_ends_before_start', facts: { startsAt, endsAt } });
  if (!isCapacity(capacity)) {
    refusals.push({ code: 'quota.capacity_out_of_range', facts: { capacity, limit: capacityLimit } });
  }
  if (alreadyPublished) {
    refusals.push({ code: 'quota.session_exists', facts: { departmentName, resourceName, startsAt } });
  }
  return refusals;
}
