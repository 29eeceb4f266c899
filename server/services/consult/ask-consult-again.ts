import type { Outcome } from '@/server/domain/kernel/outcome';
import { askAgain } from '@/server/domain/referral/answer-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { ReferralHandle, ReferralReceipt } from '../referral/change-referral';
import { consultStep } from './consult-step';

/** The author asks once more about an answered consult; the answer is due anew. */
export function askConsultAgain(context: ServiceContext, input: ReferralHandle & { readonly question: string }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { question } = input;
  return consultStep(context, 'referral:create', input, { name: 'asked_again', facts: {} }, [{ side: 'sender', text: question }], (facts) => askAgain({ ...facts, question }));
}
