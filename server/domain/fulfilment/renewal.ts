import { type Day, addYears, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { RenewalReminderTerms } from '@/server/domain/policy/contract-terms';
import type { FulfilmentRefusal } from './refusals';
import type { RenewalContactKind, RenewalResult } from './service';

/** A reminder or a call about a contract that ends. */
export interface RenewalContact {
  readonly kind: RenewalContactKind;
  readonly result: RenewalResult | null;
  readonly day: Day;
}

export interface ReminderFacts {
  readonly endDay: Day;
  /** First day of the contract that follows; null: not renewed. */
  readonly renewedFrom: Day | null;
  readonly contacts: readonly RenewalContact[];
  readonly today: Day;
  readonly terms: RenewalReminderTerms;
}

/** Whether to remind a resident that their contract ends: while it is on the list, and not again within the policy's days. */
export function decideReminder({ endDay, renewedFrom, contacts, today, terms }: ReminderFacts): Outcome<true, FulfilmentRefusal> {
  const refusals: FulfilmentRefusal[] = [];
  const withinDays = farthest(terms);
  const daysLeft = daysBetween(today, endDay);
  if (daysLeft < 0 || daysLeft > withinDays) refusals.push({ code: 'renewal.not_ending', facts: { endDay, withinDays } });
  if (renewedFrom !== null) refusals.push({ code: 'renewal.already_renewed', facts: { startDay: renewedFrom } });
  const last = contacts.filter(({ kind }) => kind === 'reminder').reduce<Day | null>((latest, { day }) => (latest !== null && latest > day ? latest : day), null);
  const apartDays = terms.apartDays.value;
  if (last !== null && daysBetween(last, today) < apartDays) refusals.push({ code: 'renewal.reminded_lately', facts: { on: last, apartDays } });
  return unlessRefused(refusals, () => true as const);
}

/** How many days before its end a contract comes on the list. */
export function farthest({ listDays }: RenewalReminderTerms): number {
  return Math.max(...listDays.value);
}

/**
 * What the contacts with a resident suggest for ending a contract (国卫基层发〔2018〕35号 with the reasons in use: unreachable, or refusing,
 * for a full year): every call of the last year went so, the first of them a year ago or longer, and nothing was given since.
 */
export function suggestEnding(contacts: readonly RenewalContact[], lastGivenDay: Day | null, today: Day): 'unreachable_one_year' | 'refused_one_year' | null {
  const calls = contacts.filter(({ kind }) => kind === 'call').sort((a, b) => (a.day < b.day ? -1 : 1));
  for (const [result, reason] of [['unreachable', 'unreachable_one_year'], ['refused', 'refused_one_year']] as const) {
    const lastOther = calls.filter((call) => call.result !== result).at(-1)?.day ?? '';
    const since = calls.find((call) => call.result === result && call.day > lastOther)?.day ?? null;
    if (since !== null && addYears(since, 1) <= today && (lastGivenDay === null || lastGivenDay < since)) return reason;
  }
  return null;
}
