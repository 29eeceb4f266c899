import type { Outcome } from '@/server/domain/kernel/outcome';
import { treatReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The patient has been admitted, or the treatment has begun. */
export function treatReferral(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:close', input, { name: 'treated', facts: {} }, decide);
}
