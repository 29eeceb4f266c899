import type { Outcome } from '@/server/domain/kernel/outcome';
import { declineReferral as decide } from '@/server/domain/referral/answer-referral';
import type { DeclineCode } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The receiving hospital says no, with a reason; the hold goes back to everybody. */
export function declineReferral(
  context: ServiceContext,
  input: ReferralHandle & { readonly code: DeclineCode; readonly reason: string },
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { code } = input;
  const reason = input.reason.trim();
  return changeReferral(context, 'referral:accept', input, { name: 'declined', facts: { code, reason } }, (facts) => decide({ ...facts, code, reason }));
}
