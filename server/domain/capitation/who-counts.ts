import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type Day, type Month, addMonths, firstDayOf } from '@/server/domain/kernel/calendar-day';
import type { CapitationTerms } from '@/server/domain/policy/policy-version';
import { agesOfGroups } from '@/server/domain/registry/key-groups-on';
import { countDayOf } from './count-members';

/** What of the terms decides where somebody counts, as text; what they are paid is not part of it. */
export function countingTermsOf({ countDay, ageBands }: CapitationTerms): string {
  return canonicalJson({ countDay: countDay.value, ageBands: ageBands.map(({ id, fromAge, toAge }) => ({ id, fromAge, toAge })) });
}

/**
 * The month from which a count can go on, so that only residents of whom there is news are counted: the one before, where it is the last that
 * was closed and every month in question was last counted by the terms that hold now. Null: everybody is counted.
 *
 * @param closed all closed months.
 * @param countedBy by which terms months were last counted, as far as that is known.
 * @param terms by which terms they are counted now: the month that is being closed, and those before it that late news is made good of.
 */
export function carriedFrom(closing: Month, closed: ReadonlySet<Month>, countedBy: ReadonlyMap<Month, string>, terms: ReadonlyMap<Month, string>): Month | null {
  const before = addMonths(closing, -1);
  if (!closed.has(before) || [...closed].some((month) => month > closing)) return null;
  const asBefore = [...terms].every(([month, text]) => month === closing || countedBy.get(month) === text);
  return asBefore && countedBy.get(before) === terms.get(closing) ? before : null;
}

/** The days on which something may have begun or ended that one of two months counts and the other does not. */
export function daysBetweenCounts(before: Month, closing: Month, { countDay }: Pick<CapitationTerms, 'countDay'>): { readonly from: Day; readonly to: Day } {
  const from = countDay.value === 'daily' ? firstDayOf(before) : countDayOf(before, countDay.value);
  return { from, to: countDayOf(closing, countDay.value) };
}

/** The ages at which somebody counts elsewhere, birth among them. */
export function agesThatMove({ ageBands }: Pick<CapitationTerms, 'ageBands'>): number[] {
  return [...new Set([0, ...ageBands.map(({ fromAge }) => fromAge), ...agesOfGroups])].sort((a, b) => a - b);
}
