import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { ObjectionRefusal } from './objection-refusals';
import { type SettlementCourse, wrongStep } from './course';
import type { SettlementCourseRefusal } from './course-refusals';

/** 已提出 → 已撤回 | 已采纳（须重新核算一版）| 不予采纳. */
export const objectionStatuses = ['raised', 'withdrawn', 'accepted', 'refused'] as const;
export type ObjectionStatus = (typeof objectionStatuses)[number];

export const objectionAnswers = ['accepted', 'refused'] as const;
export type ObjectionAnswer = (typeof objectionAnswers)[number];

/** Where an objection stands: its answer is there once it has one. */
export type ObjectionState =
  | { readonly status: 'raised' }
  | { readonly status: 'withdrawn'; readonly at: number }
  | { readonly status: ObjectionAnswer; readonly answer: string; readonly answeredBy: string; readonly answeredAt: number };

/** 异议: what an institution says against one line of a delivered settlement. */
export interface Objection {
  readonly id: string;
  readonly settlementId: string;
  /** Counts up within its settlement, from 1. */
  readonly number: number;
  /** The pool of the statement and the code of the line. */
  readonly poolId: string;
  readonly code: string;
  readonly text: string;
  /** By how much the line should be more; always positive. */
  readonly amountFen: Fen;
  readonly raisedBy: string;
  readonly raisedAt: number;
  readonly state: ObjectionState;
}

/** 提出异议: line by line, on the newest delivered version, until the last day of the time limit. */
export function decideObjection(
  course: SettlementCourse,
  objection: { readonly today: Day; readonly text: string; readonly amountFen: Fen; readonly openOnLine: Pick<Objection, 'number'> | null },
): Outcome<true, SettlementCourseRefusal> {
  const refusals = wrongStep(course, 'delivered');
  const { objectionsUntil } = course;
  if (course.status === 'delivered' && objectionsUntil !== null && objection.today > objectionsUntil) {
    refusals.push({ code: 'objection.too_late', facts: { until: objectionsUntil } });
  }
  if (objection.openOnLine) refusals.push({ code: 'objection.already_raised', facts: { number: objection.openOnLine.number } });
  if (objection.text.trim() === '') refusals.push({ code: 'objection.text_missing', facts: { field: 'text' } });
  if (!Number.isSafeInteger(objection.amountFen) || objection.amountFen <= 0) {
    refusals.push({ code: 'objection.amount_missing', facts: { amountFen: objection.amountFen } });
  }
  return unlessRefused(refusals, () => true as const);
}

export interface AnswerToObjection {
  readonly by: string;
  /** Who computed the version that is objected to. */
  readonly computedBy: string;
  readonly decision: ObjectionAnswer;
  readonly answer: string;
}

/**
 * 答复: with the reason in words either way. Whoever computed the line may give in, but not turn down what is said against
 * their own figures.
 */
export function decideAnswer(objection: Pick<Objection, 'number' | 'state'>, { by, computedBy, decision, answer }: AnswerToObjection): Outcome<true, ObjectionRefusal> {
  const refusals = notOpen(objection);
  if (decision === 'refused' && by === computedBy) refusals.push({ code: 'objection.own_computation', facts: { number: objection.number } });
  if (answer.trim() === '') refusals.push({ code: 'objection.text_missing', facts: { field: 'answer' } });
  return unlessRefused(refusals, () => true as const);
}

/** 撤回: by who raised it, as long as it is not answered. */
export function decideWithdrawal(objection: Pick<Objection, 'number' | 'state' | 'raisedBy'>, by: string): Outcome<true, ObjectionRefusal> {
  const refusals = notOpen(objection);
  if (objection.raisedBy !== by) refusals.push({ code: 'objection.not_author', facts: { number: objection.number } });
  return unlessRefused(refusals, () => true as const);
}

function notOpen({ number, state }: Pick<Objection, 'number' | 'state'>): ObjectionRefusal[] {
  return state.status === 'raised' ? [] : [{ code: 'objection.not_open', facts: { number, status: state.status } }];
}

/** What of the objections keeps a version from being reviewed. */
export interface ObjectionTally {
  readonly unanswered: number;
  /** Accepted ones that no version was computed for since. */
  readonly awaitingVersion: number;
}

/** An objection beside the version that it was raised on. */
export interface VersionedObjection {
  readonly version: number;
  readonly state: ObjectionState;
}

/** Counts the objections to a version and to those it replaces: a new version does not make an old objection go away unanswered. */
export function tallyObjections(of: { readonly version: number; readonly computedAt: number }, objections: readonly VersionedObjection[]): ObjectionTally {
  const heard = objections.filter(({ version }) => version <= of.version);
  return {
    unanswered: heard.filter(({ state }) => state.status === 'raised').length,
    awaitingVersion: heard.filter(({ version, state }) => state.status === 'accepted' && !(version < of.version && state.answeredAt <= of.computedAt)).length,
  };
}

