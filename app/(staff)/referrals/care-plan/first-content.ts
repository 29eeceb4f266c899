import { criteriaFor } from '@/server/domain/care-plan/criteria';
import { isStay } from '@/server/domain/care-plan/care-work';
import { type CarePlanContent, emptyContent } from '@/server/domain/care-plan/plan';
import { addDays, type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { carePlan as copy } from '@/app/_copy/care-plan';
import type { CareDetail } from './use-plan-draft';

/** The last day on which the team sees the patient first, were the plan handed over today. */
export function followingDay({ followUpDays }: Pick<CareDetail, 'followUpDays'>): Day {
  return addDays(dayOfInstant(Date.now()), followUpDays);
}

/** What is known already, so that nobody types it again: the diagnosis with its criteria, the days, and a first look in time. */
export function firstContent({ referral }: Pick<CareDetail, 'referral'>, firstDue: Day): CarePlanContent {
  const today = dayOfInstant(Date.now());
  const admittedOn = isStay(referral.kind) && referral.arrivedAt !== null ? dayOfInstant(referral.arrivedAt) : null;
  return {
    ...emptyContent,
    kind: referral.kind === 'rehabilitation' ? 'rehabilitation' : 'post_acute',
    summary: { ...emptyContent.summary, admittedOn, dischargedOn: today },
    diagnoses: [{ code: referral.diagnosisCode, name: referral.diagnosisName }],
    criteria: { ...emptyContent.criteria, list: criteriaFor(referral.diagnosisCode).code },
    tasks: [{ key: 'first', kind: 'visit', title: copy.form.task.first, from: null, due: firstDue }],
  };
}
