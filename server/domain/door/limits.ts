import { dayMs, hourMs, type Instant, minuteMs } from '@/server/domain/kernel/instant';

/** A code by SMS: how long it is good for, and how often its digits may be guessed. */
export const codeMs = 5 * minuteMs;
export const mostGuesses = 5;

/**
 * How often the resident's door may be knocked at. A number is one person's, so that its limits are narrow: with ten codes a day and five
 * guesses each, a stranger hits one of a million with one chance in twenty thousand. A phone is what is sent to, whoever asked and for
 * whatever: it may be on record for a whole family, and must not be flooded. An address may be a whole clinic's.
 */
export const doorLimits = {
  ask_again: { most: 1, perMs: minuteMs },
  ask_number: { most: 5, perMs: hourMs },
  ask_number_daily: { most: 10, perMs: dayMs },
  phone: { most: 12, perMs: hourMs },
  phone_daily: { most: 30, perMs: dayMs },
  /** By a member of staff, of people beyond their institutions. */
  lookup: { most: 300, perMs: hourMs },
  ask_address: { most: 60, perMs: hourMs },
  guess_address: { most: 120, perMs: hourMs },
} as const satisfies Record<string, { readonly most: number; readonly perMs: number }>;
export type DoorLimit = keyof typeof doorLimits;

/** When the window that a moment lies in began. */
export function windowOf(limit: DoorLimit, now: Instant): Instant {
  return now - (now % doorLimits[limit].perMs);
}

/** Six digits from a number below a million. */
export function digitsOf(random: number): string {
  return String(random).padStart(6, '0');
}

/** Six digits as people type them: full-width ones, with spaces or a dash. Empty when it cannot be a code. */
export function digitsTyped(text: string): string {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  return /^\d{6}$/.test(digits) ? digits : '';
}
