import type { Reach } from '@/db';
import { findInstitution } from '@/db/queries/registry';
import { findOwnResource, insertResource, listExceptions, listResources, listSchedules, saveResource } from '@/db/queries/schedule';
import { reaches } from '@/db/reach';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { CapacityResource } from '@/server/domain/quota/schedule';
import { enterResource } from '@/server/domain/quota/schedule-entry';
import type { CapacityKind } from '@/server/domain/quota/slot';
import { findDepartment } from '@/server/domain/referral/departments';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { workplaceOf } from './publish-session';
import { type Replanned, replan } from './replan';

export interface AddResourceInput {
  /** One of the actor's own institutions; null is the one where they work. */
  readonly institutionCode: string | null;
  readonly kind: CapacityKind;
  readonly departmentCode: string;
  /** As the hospital calls it; null takes the list's name of the code. */
  readonly departmentName: string | null;
  readonly name: string;
  readonly note: string | null;
}

/** Enters a specialist, a device or a ward of the actor's own hospital. */
export function addResource(context: ServiceContext, input: AddResourceInput): Promise<Outcome<CapacityResource, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<CapacityResource, AnyRefusal>(context, async ({ tx, audit }) => {
    const institutionCode = input.institutionCode ?? workplaceOf(context.actor);
    const place = reaches(reach, reach.regionCode, institutionCode) ? await findInstitution(tx, reach.regionCode, institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
    const entry = { ...input, departmentName: departmentNameOf(input), institutionCode, regionCode: reach.regionCode, id: context.newId(), closedOn: null, version: 1 };
    const others = await listResources(tx, reach, { institutionCode, kind: null, departmentCode: null, withClosed: false });
    const decision = enterResource(entry, others);
    if (!decision.ok) return decision;
    if (!(await insertResource(tx, decision.value))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_resource' } });
    const { id, kind, departmentCode, name } = decision.value;
    await audit({ action: 'capacity_resource.added', subject: { kind: 'capacity_resource', id }, facts: { institutionCode, kind, departmentCode, name } });
    return accept(decision.value);
  });
}

export interface ChangeResourceInput {
  readonly resourceId: string;
  readonly version: number;
  readonly departmentCode: string;
  readonly departmentName: string | null;
  readonly name: string;
  readonly note: string | null;
}

/** Mends how a resource is called and what tells it apart. Sessions that are published keep the name they were published under. */
export function changeResource(context: ServiceContext, input: ChangeResourceInput): Promise<Outcome<CapacityResource, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<CapacityResource, AnyRefusal>(context, async ({ tx, audit }) => {
    const seen = await findSeen(tx, reach, input);
    if (!seen.ok) return seen;
    const { departmentCode, name, note } = input;
    const others = await listResources(tx, reach, { institutionCode: seen.value.institutionCode, kind: null, departmentCode: null, withClosed: false });
    const decision = enterResource({ ...seen.value, departmentCode, departmentName: departmentNameOf(input), name, note }, others);
    if (!decision.ok) return decision;
    if (!(await saveResource(tx, decision.value, input.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_resource' } });
    await audit({ action: 'capacity_resource.changed', subject: { kind: 'capacity_resource', id: seen.value.id }, facts: { departmentCode, name, before: seen.value.name } });
    return accept({ ...decision.value, version: input.version + 1 });
  });
}

export interface CloseResourceInput {
  readonly resourceId: string;
  readonly version: number;
  /** The first day on which it is no longer there. */
  readonly closedOn: Day;
  readonly displacement: 'refuse' | 'requeue';
  readonly reason: string;
}

/** A specialist leaves, a device or a ward is given up: its coming sessions from that day on are called off with everybody put back on the list, or it is refused. */
export function closeResource(context: ServiceContext, input: CloseResourceInput): Promise<Outcome<Replanned, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<Replanned, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const seen = await findSeen(tx, reach, input);
    if (!seen.ok) return seen;
    const past: AnyRefusal[] = input.closedOn < today(context) ? [{ code: 'quota.days_in_past', facts: { day: input.closedOn } }] : [];
    const judged = unlessRefused(past, () => ({ ...seen.value, closedOn: input.closedOn }));
    if (!judged.ok) return judged;
    const before = await listSchedules(tx, reach, { institutionCode: null, resourceId: seen.value.id, fromDay: today(context) });
    if (!(await saveResource(tx, judged.value, input.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_resource' } });
    const exceptions = await listExceptions(tx, reach, { institutionCode: seen.value.institutionCode, fromDay: today(context), toDay: null, withWithdrawn: false });
    const after = before.map(({ schedule }) => ({ schedule, resource: judged.value }));
    const done = await replan(context, unit, reach, { ...input, before, after, exceptionsBefore: exceptions, exceptionsAfter: exceptions });
    if (!done.ok) return done;
    const { calledOff } = done.value;
    await unit.audit({ action: 'capacity_resource.closed', subject: { kind: 'capacity_resource', id: seen.value.id }, facts: { closedOn: input.closedOn, calledOff, reason: input.reason } });
    return done;
  });
}

async function findSeen(tx: Parameters<typeof findOwnResource>[0], reach: Reach, { resourceId, version }: { readonly resourceId: string; readonly version: number }): Promise<Outcome<CapacityResource, AnyRefusal>> {
  const found = await findOwnResource(tx, reach, resourceId);
  if (!found) return refuse({ code: 'not_found', facts: { what: 'capacity_resource' } });
  if (found.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'capacity_resource' } });
  if (found.closedOn !== null) return refuse({ code: 'quota.resource_closed', facts: { name: found.name, closedOn: found.closedOn } });
  return accept(found);
}

function departmentNameOf({ departmentCode, departmentName }: { readonly departmentCode: string; readonly departmentName: string | null }): string {
  return departmentName ?? findDepartment(departmentCode)?.name ?? departmentCode;
}
