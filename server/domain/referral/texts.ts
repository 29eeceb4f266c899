import { addDays, type Day } from '@/server/domain/kernel/calendar-day';

/*
 * Lengths of what people write on a referral, as the national record holds it (WS 445.16). Characters count as people see them in
 * the register.
 */

/** 转诊原因 is AN..100; every reason given on the way is held to the same. */
export const reasonLimit = 100;
/** 转诊意见 is AN..200. */
export const opinionLimit = 200;
/** Questions, answers and findings are free text on the national form; longer than this belongs into an attachment. */
export const noteLimit = 500;

export type ReasonRefusal =
  | { readonly code: 'referral.reason_missing'; readonly facts: object }
  | { readonly code: 'referral.reason_too_long'; readonly facts: { length: number; limit: number } };

export type OpinionRefusal =
  | { readonly code: 'referral.opinion_missing'; readonly facts: object }
  | { readonly code: 'referral.opinion_too_long'; readonly facts: { length: number; limit: number } };

export interface FollowUpDayRefusal {
  readonly code: 'referral.follow_up_day';
  readonly facts: { day: Day; from: Day; to: Day };
}

const latestFollowUp = 366;

/** A reason that is missing or longer than the national record holds; notes, questions and answers may be longer. */
export function refusalsOfReason(reason: string, limit: number = reasonLimit): ReasonRefusal[] {
  const length = lengthOf(reason);
  if (length === 0) return [{ code: 'referral.reason_missing', facts: {} }];
  return length > limit ? [{ code: 'referral.reason_too_long', facts: { length, limit } }] : [];
}

export function refusalsOfOpinion(opinion: string): OpinionRefusal[] {
  const length = lengthOf(opinion);
  if (length === 0) return [{ code: 'referral.opinion_missing', facts: {} }];
  return length > opinionLimit ? [{ code: 'referral.opinion_too_long', facts: { length, limit: opinionLimit } }] : [];
}

/** Null leaves it to the team's rule. A day that is over helps nobody, and one beyond a year is a slip of the pen. */
export function refusalsOfFollowUpDay(day: Day | null, today: Day): FollowUpDayRefusal[] {
  const to = addDays(today, latestFollowUp);
  return day === null || (day >= today && day <= to) ? [] : [{ code: 'referral.follow_up_day', facts: { day, from: today, to } }];
}

export function lengthOf(text: string): number {
  return [...text.trim()].length;
}
