import type { Outcome } from '@/server/domain/kernel/outcome';
import { agreeToReferral as decide } from '@/server/domain/referral/answer-consent';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The resident, asked on their phone, agreed at the desk or on paper instead: whoever asked notes it, and the referral is sent. */
export function agreeToReferral(context: ServiceContext, input: ReferralHandle & { readonly way: 'desk' | 'paper' }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:create', input, { name: 'agreed', facts: { consent: input.way } }, decide);
}
