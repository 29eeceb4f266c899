import { type LapseMoments, listLapsing } from '@/db/queries/referral-clock';
import { addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { expireReferral as decide } from '@/server/domain/referral/close-referral';
import { type ReferralRules, referralRulesOf } from '@/server/domain/referral/clocks';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';

const batchSize = 200;

/**
 * The clock ends one referral that nobody agreed to or answered, whose turn is over, or whose patient did not come; before its time it
 * refuses.
 */
export function expireReferral(context: ServiceContext, handle: ReferralHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, handle);
    if (!loaded.ok) return loaded;
    const decision = decide(loaded.value.facts);
    if (!decision.ok) return decision;
    // The timeline tells what it was that ended.
    return saveChange(context, unit, loaded.value, decision.value, { name: 'expired', facts: { from: loaded.value.facts.referral.status } });
  });
}

/**
 * Ends what has lapsed in the region, a transaction each. A referral that somebody answers at the same moment is left to them:
 * the version seen decides.
 */
export async function expireReferrals(context: ServiceContext): Promise<{ expired: number }> {
  const reach = permit(context, 'referral:close');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, reach.regionCode, today(context));
  if (!policy.ok) return { expired: 0 };
  const before = momentsOf(context.now(), referralRulesOf(policy.value.referral));
  for (let expired = 0; ; ) {
    const found = await listLapsing(q, reach, before, batchSize);
    let moved = 0;
    for (const { id, version } of found) {
      const outcome = await expireReferral(context, { referralId: id, version });
      if (outcome.ok) moved += 1;
    }
    expired += moved;
    if (found.length < batchSize || moved === 0) return { expired };
  }
}

function momentsOf(now: number, { validDays }: ReferralRules): LapseMoments {
  const validity = validDays * dayMs;
  return { sentAt: now - validity, startsAt: now, promisedDay: addDays(dayOfInstant(now), -validDays), decidedAt: now - validity, missedAt: now - dayMs };
}
