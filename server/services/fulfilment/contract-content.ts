import { packagesOf } from '@/server/domain/contract/packages';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { FollowUpPlan, ServicePackage } from '@/server/domain/policy/package-terms';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';

export interface ContractContent {
  readonly packages: readonly ServicePackage[];
  readonly plans: readonly FollowUpPlan[];
}

/**
 * What a contract is for: its packages by the policy of its first day, for that is what was agreed on; by the oldest version where
 * none reaches back so far.
 */
export function contentOf(policies: readonly PolicyVersion[], contract: { readonly startDay: Day; readonly packageCodes: readonly string[] }): ContractContent {
  const oldest = [...policies].sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))[0];
  const policy = findPolicyInForce(policies, contract.startDay) ?? oldest;
  if (!policy) return { packages: [], plans: [] };
  return { packages: packagesOf(policy.contract.packages, contract.packageCodes), plans: policy.contract.followUps };
}
