import { endCareTask } from '@/db/queries/care-plan';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { reasonLimit, refusalsOfReason } from '@/server/domain/referral/texts';
import type { AnyRefusal } from '@/server/domain/refusals';
import { nameOfActor, type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { isHome, loadCare } from './load-care';

/** Calls a task off, with the reason that the hospital reads too: the patient is away, in hospital, or does not want it. */
export function dropCareTask(context: ServiceContext, input: { readonly referralId: string; readonly key: string; readonly reason: string }): Promise<Outcome<{ readonly key: string }, AnyRefusal>> {
  const reach = permit(context, 'referral:receive');
  return unitOfWork<{ readonly key: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await loadCare(tx, context, reach, { referralId: input.referralId, version: null });
    if (!found.ok) return found;
    const { referral, home, tasks } = found.value;
    const task = tasks.find(({ key }) => key === input.key);
    if (!task) return refuse({ code: 'not_found', facts: { what: 'care_task' } });
    const refusals: AnyRefusal[] = isHome(referral, context.actor) ? [] : [{ code: 'care.not_home', facts: { homeName: home.name } }];
    if (task.endedAs !== null) refusals.push({ code: 'care.task_ended', facts: { title: task.title } });
    const checked = unlessRefused<null, AnyRefusal>([...refusals, ...refusalsOfReason(input.reason, reasonLimit)], () => null);
    if (!checked.ok) return checked;
    const reason = input.reason.trim();
    const ending = { endedAs: 'dropped', endedOn: today(context), endedAt: context.now(), endedByName: nameOfActor(context.actor), place: null, note: reason, measurements: {} } as const;
    if (!(await endCareTask(tx, referral.regionCode, referral.id, task.key, ending))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_task' } });
    await audit({ action: 'care.task_dropped', subject: { kind: 'referral', id: referral.id }, facts: { number: referral.number, task: task.title, reason } });
    return accept({ key: task.key });
  });
}
