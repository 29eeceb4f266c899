import { decidePhoneChangeRow, findPhoneChange } from '@/db/queries/phone-change';
import { unseal } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import { savePhone } from '../door/save-phone';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface DecidePhoneChangeInput {
  readonly id: string;
  readonly agree: boolean;
  /** Told to the resident; needed when it is not agreed to. */
  readonly reason: string | null;
}

/** The team's word on a new phone, once they have asked the person. Agreed to, it is the number on record from now on. */
export function decidePhoneChange(context: ServiceContext, input: DecidePhoneChangeInput): Promise<Outcome<null, AnyRefusal>> {
  const reach = permit(context, 'phone:decide');
  return unitOfWork<null, AnyRefusal>(context, async (unit) => {
    const found = await findPhoneChange(unit.tx, reach, input.id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'phone_change' } });
    const { change, resident } = found;
    const reason = input.reason?.trim() ?? '';
    if (change.status !== 'pending') return refuse({ code: 'door.phone_change_decided', facts: {} });
    if (!input.agree && reason === '') return refuse({ code: 'door.reason_missing', facts: {} });
    const by = { decidedAt: context.now(), decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor) };
    const decision = { ...by, status: input.agree ? ('confirmed' as const) : ('refused' as const), reason: input.agree ? null : reason };
    if (!(await decidePhoneChangeRow(unit.tx, change, decision))) return refuse({ code: 'door.phone_change_decided', facts: {} });
    const about = { kind: 'resident', id: resident.id } as const;
    if (input.agree) {
      const saved = await savePhone(context, unit, resident, unseal(change.phoneSealed));
      if (!saved.ok) return saved;
    } else {
      const { regionCode } = resident;
      const news = { regionCode, to: { kind: 'resident', id: resident.id }, template: 'phone_change_refused', facts: { reason } } as const;
      await queueNotice(unit.tx, context, { ...news, phone: unseal(change.phoneSealed) });
    }
    await unit.audit({ action: input.agree ? 'phone_change.confirmed' : 'phone_change.refused', subject: about });
    return accept(null);
  });
}
