import { findPolicyVersion } from '@/db/queries/policy';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type VersionComparison, compareVersions } from '@/server/domain/policy/compare-versions';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PolicyComparison extends VersionComparison {
  readonly beforeTitle: string;
  readonly afterTitle: string;
  readonly beforeAgeBands: readonly string[];
  readonly afterAgeBands: readonly string[];
}

/** Two versions of the actor's region, number by number. */
export async function comparePolicies(context: ServiceContext, beforeId: string, afterId: string): Promise<Outcome<PolicyComparison, GenericRefusal>> {
  const { regionCode } = permit(context, 'policy:read');
  const [before, after] = await Promise.all([beforeId, afterId].map((id) => findPolicyVersion(context.store.reads, regionCode, id)));
  if (!before || !after) return refuse({ code: 'not_found', facts: { what: 'policy' } });
  const bandsOf = (version: typeof before) => version.body.capitation.ageBands.map(({ id }) => id);
  return accept({
    ...compareVersions(before.body, after.body),
    ...{ beforeTitle: before.title, afterTitle: after.title, beforeAgeBands: bandsOf(before), afterAgeBands: bandsOf(after) },
  });
}
