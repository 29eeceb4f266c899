import type { Outcome } from '@/server/domain/kernel/outcome';
import { cancelReferral as decide, leaveReferral as decideLeaving } from '@/server/domain/referral/close-referral';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

type Ended = Promise<Outcome<ReferralReceipt, AnyRefusal>>;

/** Either side calls it off with a reason; holds or bookings go back. */
export function cancelReferral(context: ServiceContext, input: ReferralHandle & { readonly reason: string }): Ended {
  const reason = input.reason.trim();
  return changeReferral(context, scopeOfEitherSide(context), input, { name: 'cancelled', facts: { reason } }, (facts) => decide({ ...facts, reason }));
}

/** Either side learnt that the patient went somewhere else, which is everybody's right; the places are somebody else's. */
export function leaveReferral(context: ServiceContext, input: ReferralHandle & { readonly reason: string }): Ended {
  const reason = input.reason.trim();
  return changeReferral(context, scopeOfEitherSide(context), input, { name: 'left', facts: { reason } }, (facts) => decideLeaving({ ...facts, reason }));
}

/** Either side's scope opens the door; the rule asks for the scope of the side on which the actor stands. */
function scopeOfEitherSide({ actor }: ServiceContext): Scope {
  return allows(actor, 'referral:create') ? 'referral:create' : 'referral:accept';
}
