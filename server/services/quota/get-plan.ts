import { listExceptions, listResources, listSchedules } from '@/db/queries/schedule';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { CapacityResource, ScheduleException, WeeklySchedule } from '@/server/domain/quota/schedule';
import type { CapacityKind } from '@/server/domain/quota/slot';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listWantedSessions } from './make-sessions';

export interface GetPlanInput {
  readonly institutionCode: string | null;
  readonly kind: CapacityKind | null;
  readonly departmentCode: string | null;
  /** Whether resources and patterns that are over are listed too. */
  readonly withEnded: boolean;
}

export interface PlannedResource extends CapacityResource {
  readonly institutionName: string;
  /** By the day from which they are valid, then by hour. */
  readonly schedules: readonly WeeklySchedule[];
}

export interface CapacityPlan {
  readonly today: Day;
  readonly resources: readonly PlannedResource[];
  /** Those of today and later, earliest first; `resourceName` is null for the whole hospital. */
  readonly exceptions: readonly (ScheduleException & { readonly resourceName: string | null })[];
  /** Years for which patterns wait, because nobody knows their public holidays yet. */
  readonly unknownYears: readonly number[];
}

/** What the hospitals within reach have capacity of, their weeks, and the days on which they depart from them. */
export async function getPlan(context: ServiceContext, input: GetPlanInput): Promise<CapacityPlan> {
  const reach = permit(context, 'quota:read');
  const q = context.store.reads;
  const day = today(context);
  const { institutionCode, kind, departmentCode, withEnded } = input;
  const resources = await listResources(q, reach, { institutionCode, kind, departmentCode, withClosed: withEnded });
  const schedules = await listSchedules(q, reach, { institutionCode, resourceId: null, fromDay: withEnded ? null : day });
  const exceptions = await listExceptions(q, reach, { institutionCode, fromDay: day, toDay: null, withWithdrawn: false });
  const { unknownYears } = await listWantedSessions(context, q, reach, { institutionCode, resourceId: null });
  const shown = new Map(resources.map((resource) => [resource.id, resource]));
  return {
    today: day,
    resources: resources.map((resource) => ({ ...resource, schedules: schedules.filter(({ schedule }) => schedule.resourceId === resource.id).map(({ schedule }) => schedule) })),
    exceptions: exceptions
      .filter(({ resourceId }) => resourceId === null || shown.has(resourceId))
      .map((exception) => ({ ...exception, resourceName: exception.resourceId === null ? null : (shown.get(exception.resourceId)?.name ?? null) })),
    unknownYears,
  };
}
