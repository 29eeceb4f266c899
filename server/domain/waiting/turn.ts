import { addDays, type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { hourMs, minuteMs, type Instant } from '@/server/domain/kernel/instant';
import type { QuotaRules } from '@/server/domain/quota/rules';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import type { WaitingStanding } from './codes';
import type { QueueingRefusal } from './refusals';

/** More nights than are promised ahead. */
export const longestWish = 30;
/** Offers that may run out unanswered before the turn goes to the end of the list: the place stood empty for others each time. */
export const lapsesBorne = 2;

/** What capacity a referral of a kind waits for; an e-consult waits for none. */
export function waitsFor(kind: ReferralKind): CapacityKind | null {
  switch (kind) {
    case 'outpatient':
      return 'clinic';
    case 'exam':
      return 'exam';
    case 'inpatient':
    case 'rehabilitation':
      return 'ward';
    case 'e_consult':
      return null;
  }
}

/** How the resident stands to who referred them, by the contract that was in force when it was written. */
export function waitingStandingOf(contractTeamId: string | null, fromTeamId: string | null): WaitingStanding {
  if (contractTeamId === null) return 'unsigned';
  return contractTeamId === fromTeamId ? 'own_team' : 'signed';
}

/** The last day by which a place is promised to whoever is put on the list today. */
export function promisedDayOf(priority: ReferralPriority, today: Day, { promiseDays }: Pick<QuotaRules, 'promiseDays'>): Day {
  return addDays(today, promiseDays[priority]);
}

/** Why a hospital does not put somebody on its list: an emergency is admitted, and a stay has nights. */
export function whyNotQueued({ kind, priority }: { readonly kind: ReferralKind; readonly priority: ReferralPriority }, nights: number): QueueingRefusal[] {
  const refusals: QueueingRefusal[] = [];
  if (priority === 'emergency') refusals.push({ code: 'waiting.emergency_directly', facts: {} });
  const isStay = waitsFor(kind) === 'ward';
  if (isStay && (nights < 1 || nights > longestWish)) refusals.push({ code: 'waiting.nights_out_of_range', facts: { nights, limit: longestWish } });
  return refusals;
}

/**
 * Until when an offered place is kept: for policy's hours, and for no longer than half of the time that is left before it begins, so that
 * whoever is next has as long to answer as the one before. Whole minutes.
 */
export function offerUntil(now: Instant, startsAt: Instant, { offerHours }: Pick<QuotaRules, 'offerHours'>): Instant {
  const until = Math.min(now + offerHours * hourMs, now + (startsAt - now) / 2);
  return Math.floor(until / minuteMs) * minuteMs;
}

/** What is left of a turn when an offer ran out: it stays where it is twice; the third time it begins anew at the end of the list. */
export function turnAfterLapse<T extends { readonly lapses: number; readonly turnSince: Instant }>(turn: T, now: Instant): T {
  const lapses = turn.lapses + 1;
  return lapses > lapsesBorne ? { ...turn, lapses: 0, turnSince: now } : { ...turn, lapses };
}

/** A promise is kept by the first offer, whatever becomes of it; it is broken when the promised day has gone by without one. */
export function isPromiseBroken({ promisedDay, firstOfferAt }: { readonly promisedDay: Day; readonly firstOfferAt: Instant | null }, today: Day): boolean {
  return firstOfferAt === null ? promisedDay < today : promisedDay < dayOfInstant(firstOfferAt);
}
