import { findOwnResource, findOwnSchedule, insertSchedule, listExceptions, listSchedules, saveSchedule } from '@/db/queries/schedule';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WeeklySchedule } from '@/server/domain/quota/schedule';
import { enterSchedule } from '@/server/domain/quota/schedule-entry';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type Replanned, replan } from './replan';

export interface AddScheduleInput {
  readonly resourceId: string;
  readonly weekdays: readonly number[];
  readonly fromTime: string;
  readonly toTime: string;
  readonly capacity: number;
  readonly urgentOnly: boolean;
  readonly onHolidays: boolean;
  readonly publicLeadDays: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export type ScheduleReceipt = Replanned & { readonly schedule: WeeklySchedule };

/** Gives a resource of the actor's own hospital a weekly pattern, and makes the sessions that are due by it at once. */
export function addSchedule(context: ServiceContext, input: AddScheduleInput): Promise<Outcome<ScheduleReceipt, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<ScheduleReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const resource = await findOwnResource(tx, reach, input.resourceId);
    if (!resource) return refuse({ code: 'not_found', facts: { what: 'capacity_resource' } });
    const others = (await listSchedules(tx, reach, { institutionCode: null, resourceId: resource.id, fromDay: today(context) })).map(({ schedule }) => schedule);
    const { regionCode, institutionCode } = resource;
    const decision = enterSchedule({ schedule: { ...input, id: context.newId(), regionCode, institutionCode, version: 1 }, resource, others, today: today(context) });
    if (!decision.ok) return decision;
    const schedule = decision.value;
    await insertSchedule(tx, schedule);
    const done = await replan(context, unit, reach, { before: [], after: [{ schedule, resource }], exceptionsBefore: [], exceptionsAfter: [], displacement: 'refuse', reason: '' });
    if (!done.ok) return done;
    const { weekdays, fromTime, toTime, capacity, validFrom, validTo } = schedule;
    const facts = { resourceName: resource.name, weekdays, fromTime, toTime, capacity, validFrom, validTo, made: done.value.made };
    await unit.audit({ action: 'capacity_schedule.added', subject: { kind: 'capacity_schedule', id: schedule.id }, facts });
    return accept({ ...done.value, schedule });
  });
}

export interface ChangeScheduleInput {
  readonly scheduleId: string;
  readonly version: number;
  readonly capacity: number;
  readonly urgentOnly: boolean;
  readonly onHolidays: boolean;
  readonly publicLeadDays: number;
  readonly validTo: Day | null;
  readonly displacement: 'refuse' | 'requeue';
  readonly reason: string;
}

/**
 * Changes how much a pattern takes, when it ends, and whether it works on holidays; the coming sessions follow. Days and hours are
 * another pattern: this one ends and that one begins. Sessions made already keep whether they are for the urgent, and when they open.
 */
export function changeSchedule(context: ServiceContext, input: ChangeScheduleInput): Promise<Outcome<ScheduleReceipt, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<ScheduleReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const { scheduleId, version, displacement, reason, ...change } = input;
    const seen = await findOwnSchedule(tx, reach, scheduleId);
    const resource = seen && (await findOwnResource(tx, reach, seen.resourceId));
    if (!resource) return refuse({ code: 'not_found', facts: { what: 'capacity_schedule' } });
    if (seen.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_schedule' } });
    const others = (await listSchedules(tx, reach, { institutionCode: null, resourceId: resource.id, fromDay: today(context) })).map(({ schedule }) => schedule);
    const decision = enterSchedule({ schedule: { ...seen, ...change }, resource, others, today: today(context) });
    if (!decision.ok) return decision;
    const schedule = decision.value;
    if (!(await saveSchedule(tx, schedule, version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_schedule' } });
    const exceptions = await listExceptions(tx, reach, { institutionCode: resource.institutionCode, fromDay: today(context), toDay: null, withWithdrawn: false });
    const done = await replan(context, unit, reach, {
      ...{ before: [{ schedule: seen, resource }], after: [{ schedule, resource }], exceptionsBefore: exceptions, exceptionsAfter: exceptions },
      ...{ displacement, reason },
    });
    if (!done.ok) return done;
    const { made, resized, calledOff } = done.value;
    await unit.audit({ action: 'capacity_schedule.changed', subject: { kind: 'capacity_schedule', id: scheduleId }, facts: { ...change, reason, made, resized, calledOff } });
    return accept({ ...done.value, schedule: { ...schedule, version: version + 1 } });
  });
}
