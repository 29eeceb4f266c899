import { say } from '@/server/domain/consult/conversation';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { loadReferral } from '../referral/change-referral';
import { tellReceiver, tellSender } from '../referral/tell-referral';
import { unitOfWork } from '../unit-of-work';
import { keepMessage } from './consult-step';

/** Something said between the two ends, which changes nothing about who owes what. */
export function sayInConsult(context: ServiceContext, input: { readonly referralId: string; readonly text: string }): Promise<Outcome<{ referralId: string }, AnyRefusal>> {
  const reach = permit(context, 'consult:talk');
  return unitOfWork<{ referralId: string }, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, { referralId: input.referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    const said = say(referral, context.actor, input.text);
    if (!said.ok) return said;
    await keepMessage(context, unit, referral, said.value);
    const tell = said.value.side === 'sender' ? tellReceiver : tellSender;
    await tell(unit.tx, context, referral, { template: 'consult_message', facts: {} });
    await unit.audit({ action: 'consult.message', subject: { kind: 'referral', id: referral.id }, facts: { number: referral.number, side: said.value.side } });
    return accept({ referralId: referral.id });
  });
}
