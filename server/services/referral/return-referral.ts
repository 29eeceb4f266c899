import type { Outcome } from '@/server/domain/kernel/outcome';
import { returnReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** 转回: the patient goes back to the team at home, with the opinion that completing it left. */
export function returnReferral(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:close', input, { name: 'returned', facts: {} }, decide);
}
