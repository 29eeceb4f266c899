import type { Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { deadlineAfter, type HolidayTable } from '@/server/domain/kernel/working-days';
import type { SettlementCourseRefusal } from './course-refusals';

/** 已测算 → 已下达（征求意见）→ 已复核 → 已确认. */
export const settlementStatuses = ['computed', 'delivered', 'reviewed', 'confirmed'] as const;
export type SettlementStatus = (typeof settlementStatuses)[number];

/** Where a settlement stands and who brought it there; people are named as `actorRef` writes them. */
export interface SettlementCourse {
  readonly status: SettlementStatus;
  readonly version: number;
  /** The newest version of the same year by the same method. */
  readonly newestVersion: number;
  readonly computedBy: string;
  readonly reviewedBy: string | null;
  readonly objectionsUntil: Day | null;
}

/** 下达: institutions get the draft, and a number of working days to object. */
export function decideDelivery(
  course: SettlementCourse,
  delivery: { readonly today: Day; readonly workingDays: number; readonly tables: readonly HolidayTable[] },
): Outcome<{ readonly deliveredDay: Day; readonly objectionsUntil: Day }, SettlementCourseRefusal> {
  const deadline = deadlineAfter(delivery.today, delivery.workingDays, delivery.tables);
  const refusals = [...wrongStep(course, 'computed'), ...(deadline.ok ? [] : deadline.refusals)];
  const objectionsUntil = deadline.ok ? deadline.value : '';
  return unlessRefused(refusals, () => ({ deliveredDay: delivery.today, objectionsUntil }));
}

/** 复核: once the time to object is over, by somebody who did not compute it. */
export function decideReview(course: SettlementCourse, review: { readonly by: string; readonly today: Day }): Outcome<true, SettlementCourseRefusal> {
  const refusals = wrongStep(course, 'delivered');
  if (review.by === course.computedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'computed' } });
  if (course.status === 'delivered' && course.objectionsUntil !== null && review.today <= course.objectionsUntil) {
    refusals.push({ code: 'settlement.objections_open', facts: { until: course.objectionsUntil } });
  }
  return unlessRefused(refusals, () => true as const);
}

/** 确认: by a third person, for a year that was not settled before. */
export function decideConfirmation(
  course: SettlementCourse,
  confirmation: { readonly by: string; readonly year: string; readonly yearSettledBy: string | null },
): Outcome<true, SettlementCourseRefusal> {
  const refusals = wrongStep(course, 'reviewed');
  if (confirmation.by === course.computedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'computed' } });
  if (confirmation.by === course.reviewedBy) refusals.push({ code: 'settlement.same_person', facts: { earlier: 'reviewed' } });
  if (confirmation.yearSettledBy !== null) {
    refusals.push({ code: 'settlement.year_closed', facts: { year: confirmation.year, settlementId: confirmation.yearSettledBy } });
  }
  return unlessRefused(refusals, () => true as const);
}

/** A draft that a newer one has replaced goes no further; one that is confirmed stays so. */
function wrongStep(course: SettlementCourse, needed: SettlementStatus): SettlementCourseRefusal[] {
  const refusals: SettlementCourseRefusal[] = [];
  if (course.status !== needed) refusals.push({ code: 'settlement.wrong_status', facts: { status: course.status, needed } });
  if (course.version < course.newestVersion) {
    refusals.push({ code: 'settlement.superseded', facts: { version: course.version, newest: course.newestVersion } });
  }
  return refusals;
}

/** What has to be true of a year before it can be computed. */
export function decideComputation(year: {
  readonly year: string;
  readonly openMonths: readonly string[];
  readonly pendingPrepayments: readonly string[];
  readonly settledBy: string | null;
}): Outcome<true, SettlementCourseRefusal> {
  const refusals: SettlementCourseRefusal[] = [];
  if (year.settledBy !== null) refusals.push({ code: 'settlement.year_closed', facts: { year: year.year, settlementId: year.settledBy } });
  if (year.openMonths.length > 0) refusals.push({ code: 'settlement.months_open', facts: { year: year.year, months: year.openMonths } });
  if (year.pendingPrepayments.length > 0) refusals.push({ code: 'settlement.prepayment_pending', facts: { months: year.pendingPrepayments } });
  return unlessRefused(refusals, () => true as const);
}
