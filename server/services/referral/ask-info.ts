import type { Outcome } from '@/server/domain/kernel/outcome';
import { askInfo as decide } from '@/server/domain/referral/answer-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The receiving hospital asks for what it needs to decide, in at most 500 characters; the answer's clock stops until it is given. */
export function askInfo(context: ServiceContext, input: ReferralHandle & { readonly question: string }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const question = input.question.trim();
  return changeReferral(context, 'referral:accept', input, { name: 'info_asked', facts: { question } }, (facts) => decide({ ...facts, question }));
}
