import { listFollowedUp } from '@/db/queries/care-plan';
import { careRulesOf } from '@/server/domain/care-plan/care-work';
import { dayMs } from '@/server/domain/kernel/instant';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { closeReferral } from '../referral/close-referral';

const most = 500;

/**
 * Closes what was followed up and has nothing left to do once the days for a readmission are over since; until then the team keeps an eye
 * on the patient, and may close by hand.
 */
export async function closeFollowedUp(context: ServiceContext): Promise<{ readonly closed: number }> {
  const { regionCode } = permit(context, 'referral:close');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  if (!policy.ok) return { closed: 0 };
  const { readmissionDays } = careRulesOf(policy.value.referral);
  let closed = 0;
  for (const { id, version } of await listFollowedUp(context.store.reads, regionCode, context.now() - readmissionDays * dayMs, most)) {
    const done = await closeReferral(context, { referralId: id, version });
    if (done.ok) closed += 1;
  }
  return { closed };
}
