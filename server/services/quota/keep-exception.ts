import { findInstitution } from '@/db/queries/registry';
import { type ResourceSchedule, findOwnException, findOwnResource, insertException, listExceptions, listSchedules, withdrawException } from '@/db/queries/schedule';
import { type Reach, reaches } from '@/db/reach';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ExceptionEffect, ScheduleException } from '@/server/domain/quota/schedule';
import { enterException } from '@/server/domain/quota/schedule-entry';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { workplaceOf } from './publish-session';
import { type Replanned, replan } from './replan';

export interface RecordExceptionInput {
  /** One of the actor's own institutions; null is the one where they work. */
  readonly institutionCode: string | null;
  /** Null: everything of the hospital. */
  readonly resourceId: string | null;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly effect: ExceptionEffect;
  readonly capacity: number | null;
  readonly reason: string;
  readonly displacement: 'refuse' | 'requeue';
}

export type ExceptionReceipt = Replanned & { readonly exception: ScheduleException };

/**
 * Enters days on which a hospital or one resource departs from its week. Sessions that were made already follow at once: those of closed
 * days are called off with everybody back on the waiting list, or, when somebody counts on them and it was not said what to do, refused.
 */
export function recordException(context: ServiceContext, input: RecordExceptionInput): Promise<Outcome<ExceptionReceipt, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<ExceptionReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const { displacement, ...entry } = input;
    const resource = input.resourceId === null ? null : await findOwnResource(tx, reach, input.resourceId);
    if (input.resourceId !== null && !resource) return refuse({ code: 'not_found', facts: { what: 'capacity_resource' } });
    const institutionCode = resource?.institutionCode ?? input.institutionCode ?? workplaceOf(context.actor);
    const place = reaches(reach, reach.regionCode, institutionCode) ? await findInstitution(tx, reach.regionCode, institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    const recorded = { id: context.newId(), regionCode: reach.regionCode, institutionCode, recordedAt: context.now(), recordedBy: nameOfActor(context.actor), withdrawnAt: null };
    const decision = enterException({ ...entry, ...recorded }, today(context));
    if (!decision.ok) return decision;
    const exception = decision.value;
    const standing = await standingOf(unit, reach, context, institutionCode, exception.resourceId);
    await insertException(tx, exception);
    const done = await replan(context, unit, reach, {
      ...{ before: standing.schedules, after: standing.schedules, exceptionsBefore: standing.exceptions, exceptionsAfter: [...standing.exceptions, exception] },
      ...{ displacement, reason: input.reason },
    });
    if (!done.ok) return done;
    const { made, resized, calledOff } = done.value;
    const { resourceId, fromDay, toDay, effect, capacity, reason } = exception;
    const facts = { institutionCode, resourceId, fromDay, toDay, effect, capacity, reason, made, resized, calledOff };
    await unit.audit({ action: 'schedule_exception.recorded', subject: { kind: 'schedule_exception', id: exception.id }, facts });
    return accept({ ...done.value, exception });
  });
}

/** Takes an exception back: what it closed is made again, and what it resized goes back to its pattern. */
export function takeExceptionBack(context: ServiceContext, input: { readonly exceptionId: string }): Promise<Outcome<ExceptionReceipt, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<ExceptionReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const exception = await findOwnException(tx, reach, input.exceptionId);
    if (!exception) return refuse({ code: 'not_found', facts: { what: 'schedule_exception' } });
    const standing = await standingOf(unit, reach, context, exception.institutionCode, exception.resourceId);
    if (!(await withdrawException(tx, reach.regionCode, exception.id, context.now()))) return refuse({ code: 'quota.exception_withdrawn', facts: {} });
    const done = await replan(context, unit, reach, {
      ...{ before: standing.schedules, after: standing.schedules, exceptionsBefore: standing.exceptions },
      exceptionsAfter: standing.exceptions.filter(({ id }) => id !== exception.id),
      ...{ displacement: 'refuse', reason: exception.reason },
    });
    if (!done.ok) return done;
    const { made, resized, calledOff } = done.value;
    await unit.audit({ action: 'schedule_exception.withdrawn', subject: { kind: 'schedule_exception', id: exception.id }, facts: { made, resized, calledOff } });
    return accept({ ...done.value, exception: { ...exception, withdrawnAt: context.now() } });
  });
}

async function standingOf(
  { tx }: UnitOfWork,
  reach: Reach,
  context: ServiceContext,
  institutionCode: string,
  resourceId: string | null,
): Promise<{ schedules: ResourceSchedule[]; exceptions: ScheduleException[] }> {
  const fromDay = today(context);
  const schedules = await listSchedules(tx, reach, { institutionCode, resourceId, fromDay });
  const exceptions = await listExceptions(tx, reach, { institutionCode, fromDay, toDay: null, withWithdrawn: false });
  return { schedules, exceptions };
}
