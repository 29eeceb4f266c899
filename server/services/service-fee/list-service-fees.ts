import { type FeeRunHead, listFeeRuns } from '@/db/queries/service-fee';
import { type Month, addMonths, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { FeePolicy } from '@/server/domain/service-fee/service-fee';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';

export interface ServiceFeeSheet {
  readonly year: string;
  /** The latest month first. */
  readonly runs: readonly Omit<FeeRunHead, 'proposedBy' | 'decidedBy'>[];
  /** Months of the year that are over and have no run that is proposed or posted. */
  readonly open: readonly Month[];
  /** What the policy at the year's end, or now, asks for; null without one. */
  readonly policy: FeePolicy | null;
}

/** 签约服务费: the year's runs with the sums within reach, the months that wait for one, and the prices. */
export async function listServiceFees(context: ServiceContext, year: string): Promise<ServiceFeeSheet> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const runs = await listFeeRuns(q, reach, year);
  const live = new Set(runs.filter(({ status }) => status === 'proposed' || status === 'posted').map(({ month }) => month));
  const now = monthOf(today(context));
  const policies = await listPoliciesOf(q, reach.regionCode);
  const open: Month[] = [];
  for (let month = `${year}-01`; month <= `${year}-12` && month < now; month = addMonths(month, 1)) {
    if (!live.has(month) && findPolicyInForce(policies, lastDayOf(month))) open.push(month);
  }
  const lastDay = `${year}-12-31`;
  const found = findPolicyInForce(policies, lastDay < today(context) ? lastDay : today(context));
  const policy = found && { packages: found.contract.packages, terms: found.serviceFee };
  return { year, runs: runs.map(({ proposedBy: _by, decidedBy: _decided, ...run }) => run), open, policy };
}
