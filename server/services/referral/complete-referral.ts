import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { completeReferral as decide } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/** The hospital is done: its opinion for the team at home, and the day on which they see the patient next. */
export function completeReferral(
  context: ServiceContext,
  input: ReferralHandle & { readonly opinion: string; readonly followUpDay: Day | null },
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { opinion, followUpDay } = input;
  return changeReferral(context, 'referral:close', input, { name: 'completed', facts: { followUpDay } }, (facts) =>
    decide({ ...facts, opinion, followUpDay }),
  );
}
