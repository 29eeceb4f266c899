import { listCareTasks, listPlansOfResident } from '@/db/queries/care-plan';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { ownResident } from '../own/own-resident';
import { type CareTaskView, viewOf } from './get-care-plan';

/** What a hospital told the person's team, and what is still to be done. */
export interface OwnCarePlan {
  readonly referralId: string;
  readonly hospitalName: string;
  readonly dischargedOn: Day | null;
  readonly content: Pick<CarePlanContent, 'diagnoses' | 'drugs' | 'goals' | 'measures' | 'lifestyle' | 'warnings' | 'summary'>;
  readonly tasks: readonly Pick<CareTaskView, 'key' | 'kind' | 'title' | 'dueFrom' | 'dueOn' | 'state' | 'endedOn'>[];
}

const shown = 5;

/** 出院后: the person's latest plans that were handed over, newest first. Why a task was called off stays between the staff. */
export async function listOwnCarePlans(context: ServiceContext): Promise<readonly OwnCarePlan[]> {
  const { regionCode, residentId } = ownResident(context);
  const q = context.store.reads;
  const plans = await listPlansOfResident(q, regionCode, residentId, shown);
  return Promise.all(
    plans.map(async ({ plan: { referralId, dischargedOn, content }, hospitalName }): Promise<OwnCarePlan> => {
      const { diagnoses, drugs, goals, measures, lifestyle, warnings, summary } = content;
      const tasks = (await listCareTasks(q, regionCode, referralId)).map((row) => viewOf(row, today(context))).filter(({ state }) => state !== 'replaced');
      return {
        ...{ referralId, hospitalName, dischargedOn },
        content: { diagnoses, drugs, goals, measures, lifestyle, warnings, summary },
        tasks: tasks.map(({ key, kind, title, dueFrom, dueOn, state, endedOn }) => ({ key, kind, title, dueFrom, dueOn, state, endedOn })),
      };
    }),
  );
}
