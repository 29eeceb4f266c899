import { insertPolicyVersion, listPolicyHeads } from '@/db/queries/policy';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { decidePolicyAddition } from '@/server/domain/policy/add-version';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { digestOf } from './digest';

export interface ImportedPolicy {
  readonly id: string;
  readonly title: string;
  readonly digest: string;
  /** The same version with the same content was there before. */
  readonly alreadyHeld: boolean;
}

/**
 * 导入政策: a policy document becomes a version of the actor's region. Refuses with everything that is wrong with the
 * document, each with its path, or with why the version cannot stand beside the ones that are held.
 */
export async function importPolicy(context: ServiceContext, document: unknown): Promise<Outcome<ImportedPolicy, AnyRefusal>> {
  const { regionCode } = permit(context, 'policy:import');
  const checked = checkPolicy(document);
  if (!checked.ok) return checked;
  const policy = checked.value;
  const digest = digestOf(policy);
  const imported = { id: policy.id, title: policy.title, digest };
  // Holding it already changes nothing, so there is nothing to audit either.
  const before = decidePolicyAddition({ ...policy, digest }, await listPolicyHeads(context.store.reads, regionCode), regionCode);
  if (!before.ok) return before;
  if (before.value === 'already_held') return accept({ ...imported, alreadyHeld: true });
  return unitOfWork<ImportedPolicy, AnyRefusal>(context, async ({ tx, audit }) => {
    const decision = decidePolicyAddition({ ...policy, digest }, await listPolicyHeads(tx, regionCode), regionCode);
    if (!decision.ok) return decision;
    const isNew = decision.value === 'new' && (await insertPolicyVersion(tx, policy, digest, context.now()));
    if (!isNew) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'policy' } });
    const { inForceFrom, inForceTo } = policy;
    await audit({ action: 'policy.imported', subject: { kind: 'policy', id: policy.id }, facts: { digest, inForceFrom, inForceTo } });
    return accept({ ...imported, alreadyHeld: false });
  });
}
