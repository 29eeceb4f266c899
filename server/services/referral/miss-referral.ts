import type { Outcome } from '@/server/domain/kernel/outcome';
import { missReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The hospital marks that the patient did not come; the slot counts as a no-show. */
export function missReferral(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:close', input, { name: 'missed', facts: {} }, decide);
}
