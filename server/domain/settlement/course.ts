import type { Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { deadlineAfter, type HolidayTable } from '@/server/domain/kernel/working-days';
import type { PoolId } from '@/server/domain/ledger/account';
import type { BudgetChange } from './budget-changes';
import type { SettlementCourseRefusal } from './course-refusals';
import type { ObjectionTally } from './objection';
import type { ScoreChange } from './score-changes';

/** 已核算 → 已送达（征求意见）→ 已复核 → 已确认（入账）→ 已办结. */
export const settlementStatuses = ['computed', 'delivered', 'reviewed', 'confirmed', 'closed'] as const;
export type SettlementStatus = (typeof settlementStatuses)[number];

/** Where a settlement stands and who brought it there; people are named as `actorRef` writes them. */
export interface SettlementCourse {
  readonly status: SettlementStatus;
  readonly version: number;
  /** The newest version of the same year by the same method that settles one of the same pools. */
  readonly newestVersion: number;
  readonly computedBy: string;
  readonly reviewedBy: string | null;
  readonly objectionsUntil: Day | null;
}

/** A pool of the year that another settlement has settled for good. */
export interface SettledPool {
  readonly pool: PoolId;
  readonly settlementId: string;
}

/** What the settlement was computed from and is no longer held so. */
export interface Moved {
  readonly budgetChanges: readonly BudgetChange[];
  readonly scoreChanges: readonly ScoreChange[];
}

/** 下达: institutions get the draft, and a number of working days to object. */
export function decideDelivery(
  course: SettlementCourse,
  delivery: Moved & { readonly today: Day; readonly workingDays: number; readonly tables: readonly HolidayTable[] },
): Outcome<{ readonly deliveredDay: Day; readonly objectionsUntil: Day }, SettlementCourseRefusal> {
  const deadline = deadlineAfter(delivery.today, delivery.workingDays, delivery.tables);
  const refusals = [...wrongStep(course, 'computed'), ...inputsMoved(delivery), ...(deadline.ok ? [] : deadline.refusals)];
  const objectionsUntil = deadline.ok ? deadline.value : '';
  return unlessRefused(refusals, () => ({ deliveredDay: delivery.today, objectionsUntil }));
}

export interface Review extends Moved {
  readonly by: string;
  readonly today: Day;
  readonly objections: ObjectionTally;
}

/** 复核: once the time to object is over and every objection has its answer, by somebody who did not compute it. */
export function decideReview(course: SettlementCourse, review: Review): Outcome<true, SettlementCourseRefusal> {
  const refusals = wrongStep(course, 'delivered');
  if (review.by === course.computedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'computed' } });
  if (course.status === 'delivered' && course.objectionsUntil !== null && review.today <= course.objectionsUntil) {
    refusals.push({ code: 'settlement.objections_open', facts: { until: course.objectionsUntil } });
  }
  refusals.push(...openObjections(review.objections), ...inputsMoved(review));
  return unlessRefused(refusals, () => true as const);
}

export interface Confirmation extends Moved {
  readonly by: string;
  readonly year: string;
  /** Of the pools this settlement settles, those that are settled already. */
  readonly settled: readonly SettledPool[];
}

/** 确认: by a third person, for pools whose year was not settled before. */
export function decideConfirmation(course: SettlementCourse, confirmation: Confirmation): Outcome<true, SettlementCourseRefusal> {
  const refusals = wrongStep(course, 'reviewed');
  if (confirmation.by === course.computedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'computed' } });
  if (confirmation.by === course.reviewedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'reviewed' } });
  refusals.push(...yearClosed(confirmation.year, confirmation.settled), ...inputsMoved(confirmation));
  return unlessRefused(refusals, () => true as const);
}

/** A draft that a newer one has replaced goes no further; one that is confirmed stays so. */
export function wrongStep(course: SettlementCourse, needed: SettlementStatus): SettlementCourseRefusal[] {
  const refusals: SettlementCourseRefusal[] = [];
  if (course.status !== needed) refusals.push({ code: 'settlement.wrong_status', facts: { status: course.status, needed } });
  if (course.version < course.newestVersion) {
    refusals.push({ code: 'settlement.superseded', facts: { version: course.version, newest: course.newestVersion } });
  }
  return refusals;
}

/** What has to be true of a year before it can be gathered from the books. */
export function decideComputation(year: {
  readonly year: string;
  readonly openMonths: readonly string[];
  readonly pendingPrepayments: readonly string[];
}): Outcome<true, SettlementCourseRefusal> {
  const refusals: SettlementCourseRefusal[] = [];
  if (year.openMonths.length > 0) refusals.push({ code: 'settlement.months_open', facts: { year: year.year, months: year.openMonths } });
  if (year.pendingPrepayments.length > 0) refusals.push({ code: 'settlement.prepayment_pending', facts: { months: year.pendingPrepayments } });
  return unlessRefused(refusals, () => true as const);
}

/** The pools that were gathered must not be settled yet. */
export function decidePools(year: string, settled: readonly SettledPool[]): Outcome<true, SettlementCourseRefusal> {
  return unlessRefused(yearClosed(year, settled), () => true as const);
}

function yearClosed(year: string, settled: readonly SettledPool[]): SettlementCourseRefusal[] {
  const [first] = settled;
  if (!first) return [];
  return [{ code: 'settlement.year_closed', facts: { year, pools: settled.map(({ pool }) => pool), settlementId: first.settlementId } }];
}

function openObjections({ unanswered, awaitingVersion }: ObjectionTally): SettlementCourseRefusal[] {
  const refusals: SettlementCourseRefusal[] = [];
  if (unanswered > 0) refusals.push({ code: 'settlement.objections_unanswered', facts: { count: unanswered } });
  if (awaitingVersion > 0) refusals.push({ code: 'settlement.objections_accepted', facts: { count: awaitingVersion } });
  return refusals;
}

function inputsMoved({ budgetChanges, scoreChanges }: Moved): SettlementCourseRefusal[] {
  const refusals: SettlementCourseRefusal[] = [];
  if (budgetChanges.length > 0) refusals.push({ code: 'settlement.budget_changed', facts: { changes: budgetChanges } });
  if (scoreChanges.length > 0) refusals.push({ code: 'settlement.scores_changed', facts: { changes: scoreChanges } });
  return refusals;
}
