import type { Outcome } from '@/server/domain/kernel/outcome';
import { refuse } from '@/server/domain/kernel/outcome';
import { agreeToReferral, refuseReferral } from '@/server/domain/referral/answer-consent';
import { cancelReferral } from '@/server/domain/referral/close-referral';
import type { Referral } from '@/server/domain/referral/referral';
import type { ReferralDecision } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type LoadedReferral, type ReferralEventNote, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

type Acted = Promise<Outcome<ReferralReceipt, AnyRefusal>>;

/** The resident, or a guardian, agrees to be referred, and it is sent; or does not, and it ends there. */
export function answerOwnReferral(context: ServiceContext, input: { readonly referralId: string; readonly agreed: boolean; readonly reason: string | null }): Acted {
  const typed = input.reason?.trim() ?? '';
  const reason = typed === '' ? null : typed;
  if (input.agreed) return actOnOwn(context, input.referralId, { name: 'agreed', facts: { consent: 'online' } }, agreeToReferral);
  return actOnOwn(context, input.referralId, { name: 'refused', facts: { reason } }, (facts) => refuseReferral({ ...facts, reason }));
}

/** The resident calls the referral off with a reason; what was held or booked goes back. */
export function cancelOwnReferral(context: ServiceContext, input: { readonly referralId: string; readonly reason: string }): Acted {
  const reason = input.reason.trim();
  return actOnOwn(context, input.referralId, { name: 'cancelled', facts: { reason } }, (facts) => cancelReferral({ ...facts, reason }));
}

/** One step of a referral of the resident's own; anybody else's is not found. */
export function actOnOwn(
  context: ServiceContext,
  referralId: string,
  note: ReferralEventNote,
  decide: (facts: LoadedReferral['facts']) => Outcome<ReferralDecision<Referral>, AnyRefusal>,
): Acted {
  const { regionCode, residentId } = actingResident(context);
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, { regionCode, institutionCodes: 'all' }, { referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    // A draft is its writer's, and nothing a resident was told of.
    if (referral.residentId !== residentId || referral.status === 'draft') return refuse({ code: 'not_found', facts: { what: 'referral' } });
    const decision = decide(loaded.value.facts);
    return decision.ok ? saveChange(context, unit, loaded.value, decision.value, note) : decision;
  });
}
