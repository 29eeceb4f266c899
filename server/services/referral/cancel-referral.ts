import type { Outcome } from '@/server/domain/kernel/outcome';
import { cancelReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/**
 * Either side calls it off with a reason; hold or booking goes back. Everyone who may answer a referral may also write one, so
 * the sender's scope opens the door, and the rule asks for the scope of the side the actor stands on.
 */
export function cancelReferral(
  context: ServiceContext,
  input: ReferralHandle & { readonly reason: string },
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reason = input.reason.trim();
  return changeReferral(context, 'referral:create', input, { name: 'cancelled', facts: { reason } }, (facts) => decide({ ...facts, reason }));
}
