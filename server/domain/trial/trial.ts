import type { Refusal } from '@/server/domain/kernel/outcome';
import { minuteMs, type Instant } from '@/server/domain/kernel/instant';

export const trialStatuses = ['queued', 'running', 'done', 'failed'] as const;
export type TrialStatus = (typeof trialStatuses)[number];

/** Why a trial run cannot be asked for, in order of precedence. */
export type TrialRefusal =
  | Refusal<'trial.year_not_over', { year: string }>
  | Refusal<'trial.nothing_settled', { year: string }>
  | Refusal<'trial.one_at_a_time', { trialId: string }>;

/** A run that has given no sign for this long was ended with its process; another takes it up from the beginning. */
const silenceMs = 2 * minuteMs;

/** Runs whose last sign lies before this moment are abandoned. */
export function silentSince(now: Instant): Instant {
  return now - silenceMs;
}
