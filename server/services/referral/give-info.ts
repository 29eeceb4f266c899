import type { Outcome } from '@/server/domain/kernel/outcome';
import { giveInfo as decide } from '@/server/domain/referral/answer-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The sender gives what the hospital asked for, in at most 500 characters; the hospital's answer is due anew. */
export function giveInfo(context: ServiceContext, input: ReferralHandle & { readonly answer: string }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const answer = input.answer.trim();
  return changeReferral(context, 'referral:create', input, { name: 'info_given', facts: { answer } }, (facts) => decide({ ...facts, answer }));
}
