import type { Outcome } from '@/server/domain/kernel/outcome';
import { endByDeath } from '@/server/domain/referral/close-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type ReferralHandle, type ReferralReceipt, changeReferral } from './change-referral';

/**
 * The patient died at the hospital; beds of the days to come are free. The resident's record is not changed by it: the team at home is
 * told, and records the death with its day and its evidence, which ends contracts and whatever else is open.
 */
export function noteDeath(context: ServiceContext, input: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  return changeReferral(context, 'referral:close', input, { name: 'died', facts: {} }, endByDeath);
}
