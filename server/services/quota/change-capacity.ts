import { type KeptSession, findOwnSession, insertSlots, moveSlot } from '@/db/queries/quota';
import { listHolders, listSlotsOfSession, saveCapacity } from '@/db/queries/session-change';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { changeCapacity as decideChange } from '@/server/domain/quota/change-capacity';
import { shareOf } from '@/server/domain/quota/publish-session';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { offerAfterwards } from '../waiting/offer-places';
import { dealSlots } from './deal-slots';

export interface ChangeCapacityInput {
  readonly sessionId: string;
  /** As it was seen; null for a caller that has seen none. */
  readonly version: number | null;
  readonly capacity: number;
}

export interface CapacityReceipt {
  readonly sessionId: string;
  readonly version: number;
  readonly capacity: number;
  readonly reserved: number;
  readonly added: number;
  readonly withdrawn: number;
}

/** Takes more or fewer patients, examinations or beds than a session of the actor's own hospital was published with. */
export function changeCapacity(context: ServiceContext, input: ChangeCapacityInput): Promise<Outcome<CapacityReceipt, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<CapacityReceipt, AnyRefusal>(context, async (unit) => {
    const session = await findOwnSession(unit.tx, reach, input.sessionId);
    if (!session) return refuse({ code: 'not_found', facts: { what: 'session' } });
    if (input.version !== null && session.version !== input.version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
    return resizeSession(context, unit, session, input.capacity);
  });
}

/** The same inside a unit of work; places that are added are dealt like the others and offered to whoever waits. */
export async function resizeSession(context: ServiceContext, unit: UnitOfWork, session: KeptSession, capacity: number): Promise<Outcome<CapacityReceipt, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, id, institutionCode, departmentCode } = session;
  const now = context.now();
  const policy = await getPolicyInForce(tx, regionCode, session.day);
  if (!policy.ok) return policy;
  const rules = quotaRulesOf(policy.value.quota);
  const decision = decideChange({
    session,
    cancelled: session.status === 'cancelled',
    slots: await listSlotsOfSession(tx, regionCode, id),
    referralNumbers: (await listHolders(tx, regionCode, id, now)).map(({ number }) => number),
    capacity,
    share: shareOf(session.kind, rules),
    now,
    newId: context.newId,
  });
  if (!decision.ok) return decision;
  const { withdrawn } = decision.value;
  const { session: resized, slots: added } = await dealSlots(tx, decision.value.session, decision.value.added, rules);
  for (const slot of withdrawn) {
    if (!(await moveSlot(tx, regionCode, slot.id, slot.state, { status: 'withdrawn' }))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  }
  if (!(await saveCapacity(tx, session, resized))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
  await insertSlots(tx, added);
  if (added.length > 0) offerAfterwards(context, unit, { regionCode, institutionCode, departmentCode, kind: session.kind });
  const facts = { day: session.day, resourceName: session.resourceName, from: session.capacity, capacity, reserved: resized.reserved, added: added.length, withdrawn: withdrawn.length };
  await unit.audit({ action: 'session.capacity_changed', subject: { kind: 'session', id }, facts });
  return accept({ sessionId: id, version: session.version + 1, capacity, reserved: resized.reserved, added: added.length, withdrawn: withdrawn.length });
}
