import type { Queryable } from '@/db';
import { listPolicyDigests, listPolicyVersions } from '@/db/queries/registry';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';

type NoneInForce = Extract<PolicyLookupRefusal, { code: 'policy.none_in_force' }>;

/**
 * The policy version of a region on a day. Pass `tx` inside a unit of work, and the store's reads otherwise.
 *
 * Refuses with policy.none_in_force when the region has no version for that day.
 */
export async function getPolicyInForce(q: Queryable, regionCode: string, day: Day): Promise<Outcome<PolicyVersion, NoneInForce>> {
  const found = findPolicyInForce(await listPoliciesOf(q, regionCode), day);
  return found ? accept(found) : refuse({ code: 'policy.none_in_force', facts: { regionCode, day } });
}

const mostKept = 64;
const kept = new Map<string, readonly PolicyVersion[]>();

/**
 * All policy versions of a region, for whoever folds over many days. A version's digest stands for its content, so what was
 * read once under the same digests is right in every store, and is not read again.
 */
export async function listPoliciesOf(q: Queryable, regionCode: string): Promise<readonly PolicyVersion[]> {
  const digests = await listPolicyDigests(q, regionCode);
  const key = [regionCode, ...digests].join(' ');
  const known = kept.get(key);
  if (known) return known;
  const versions = await listPolicyVersions(q, regionCode);
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  // A version imported between the two reads would be kept under digests that do not name it.
  if (versions.length === digests.length) kept.set(key, versions);
  return versions;
}
