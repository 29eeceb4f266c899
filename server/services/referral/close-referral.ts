import { listCareTasks } from '@/db/queries/care-plan';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import { closeReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';

/** 办结: nothing is left to do, on either side; the table says who may. Tasks of the plan are done or called off first. */
export function closeReferral(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, allows(context.actor, 'referral:receive') ? 'referral:receive' : 'referral:close');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    const { id, regionCode } = loaded.value.facts.referral;
    const openTasks = (await listCareTasks(unit.tx, regionCode, id)).filter(({ endedAs }) => endedAs === null).map(({ dueOn }) => dueOn);
    const step = decide({ ...loaded.value.facts, openTasks });
    if (!step.ok) return step;
    return saveChange(context, unit, loaded.value, step.value, { name: 'closed', facts: {} });
  });
}
