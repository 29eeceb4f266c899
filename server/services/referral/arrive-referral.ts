import type { Outcome } from '@/server/domain/kernel/outcome';
import { arriveReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The patient is at the hospital; the booked slot counts as used. */
export function arriveReferral(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:close', input, { name: 'arrived', facts: {} }, decide);
}
