import type { Tx } from '@/db';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listWardsOf } from '@/db/queries/ward';
import type { Guardian } from '@/server/domain/contract/consent';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { refuseReferral } from '@/server/domain/referral/answer-consent';
import { cancelReferral } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { agreeWithin } from '../referral/agree-to-referral';
import { type LoadedReferral, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ActingResident, actingResident } from './acting-resident';

type Acted = Promise<Outcome<ReferralReceipt, AnyRefusal>>;

/** The resident, or a guardian, agrees to be referred, and it is sent; or does not, for which no reason is asked, and it ends there. */
export function answerOwnReferral(context: ServiceContext, input: { readonly referralId: string; readonly agreed: boolean; readonly reason: string | null }): Acted {
  const typed = input.reason?.trim() ?? '';
  const reason = typed === '' ? null : typed;
  return actOnOwn(context, input.referralId, async (unit, loaded) => {
    if (input.agreed) return agreeWithin(context, unit, loaded, { way: 'online', guardian: await guardianOf(unit.tx, context) });
    const decision = refuseReferral({ ...loaded.facts, reason });
    return decision.ok ? saveChange(context, unit, loaded, decision.value, { name: 'refused', facts: { reason } }) : decision;
  });
}

/** The resident calls the referral off with a reason; what was held or booked goes back. */
export function cancelOwnReferral(context: ServiceContext, input: { readonly referralId: string; readonly reason: string }): Acted {
  const reason = input.reason.trim();
  return actOnOwn(context, input.referralId, async (unit, loaded) => {
    const decision = cancelReferral({ ...loaded.facts, reason });
    return decision.ok ? saveChange(context, unit, loaded, decision.value, { name: 'cancelled', facts: { reason } }) : decision;
  });
}

/** One step of a referral of the resident's own; anybody else's is not found. */
function actOnOwn(context: ServiceContext, referralId: string, act: (unit: UnitOfWork, loaded: LoadedReferral) => Acted): Acted {
  const { regionCode, residentId } = actingResident(context);
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, { regionCode, institutionCodes: 'all' }, { referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    // A draft is its writer's, and nothing a resident was told of.
    if (referral.residentId !== residentId || referral.status === 'draft') return refuse({ code: 'not_found', facts: { what: 'referral' } });
    return act(unit, loaded.value);
  });
}

/** The guardian who acts in a child's place, as the registry names them. */
async function guardianOf(tx: Tx, context: ServiceContext): Promise<Guardian | null> {
  const { regionCode, residentId, speakerId }: ActingResident = actingResident(context);
  if (speakerId === residentId) return null;
  const speaker = await findResidentOfRegion(tx, regionCode, speakerId);
  const ward = (await listWardsOf(tx, regionCode, speakerId, today(context))).find(({ resident }) => resident.id === residentId);
  return speaker && { name: speaker.name, relation: ward?.relation ?? '' };
}
