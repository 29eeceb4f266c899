import { findPolicyVersion, listHolidayTables } from '@/db/queries/policy';
import { findSettlement, moveSettlement } from '@/db/queries/settlement';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideDelivery } from '@/server/domain/settlement/course';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf, findMoved } from './course-of';

export interface DeliveredSettlement {
  readonly id: string;
  readonly deliveredDay: Day;
  readonly objectionsUntil: Day;
}

/** 下达征求意见: institutions may object for the working days the policy gives them, counted from the day after. */
export async function deliverSettlement(context: ServiceContext, id: string): Promise<Outcome<DeliveredSettlement, AnyRefusal>> {
  const reach = permit(context, 'settlement:compute');
  return unitOfWork<DeliveredSettlement, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const policy = await findPolicyVersion(tx, reach.regionCode, found.policyId);
    if (!policy) return refuse({ code: 'not_found', facts: { what: 'policy' } });
    const workingDays = policy.body.objectionWorkingDays.value;
    const tables = await listHolidayTables(tx);
    const decision = decideDelivery(await courseOf(tx, found), { today: today(context), workingDays, tables, ...(await findMoved(tx, found)) });
    if (!decision.ok) return decision;
    const won = await moveSettlement(tx, found, 'delivered', { ...decision.value, deliveredBy: actorRef(context.actor), deliveredAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    await audit({ action: 'settlement.delivered', subject: { kind: 'settlement', id }, facts: { ...decision.value, workingDays } });
    return accept({ id, ...decision.value });
  });
}
