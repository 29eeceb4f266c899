'use client';

import type { CarePlan } from '@/server/domain/care-plan/plan';
import { Kit } from '../../kit';
import { PlanContent } from './plan-content';
import { PlanRevisions } from './plan-revisions';
import { PlanTasks } from './plan-tasks';
import type { CareDetail } from './use-plan-draft';

/** A plan as it was written, its tasks once it is handed over, and what it said before. */
export function WrittenPlan({ detail, plan }: { readonly detail: CareDetail; readonly plan: CarePlan }) {
  return (
    <Kit>
      <PlanContent detail={detail} plan={plan} />
      {plan.status === 'handed_over' ? <PlanTasks detail={detail} /> : null}
      {detail.revisions.length > 1 ? <PlanRevisions referralId={detail.referral.id} revisions={detail.revisions} /> : null}
    </Kit>
  );
}
