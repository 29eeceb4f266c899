import type { Tx } from '@/db';
import { insertPolicyVersion, listPolicyHeads } from '@/db/queries/policy';
import { type DaysSettled, listKindsSettled, listPeopleSettled } from '@/db/queries/visit';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { daysGoverned, decidePolicyAddition } from '@/server/domain/policy/add-version';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { findPlan } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { refoldResidents } from '../visit/refold-residents';
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
 * document, each with its path, or with why the version cannot stand beside the ones that are held. Visits of its days that
 * came before it are adjudicated again by it; differences are posted to the open month.
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
    const held = await listPolicyHeads(tx, regionCode);
    const decision = decidePolicyAddition({ ...policy, digest }, held, regionCode);
    if (!decision.ok) return decision;
    const governed = daysGoverned(policy, held);
    const [lacking, ...others] = await plansLacking(tx, policy, governed);
    if (lacking) return refuse(lacking, ...others);
    const isNew = decision.value === 'new' && (await insertPolicyVersion(tx, policy, digest, context.now()));
    if (!isNew) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'policy' } });
    const readjudicated = await adjudicateAgain(tx, regionCode, governed, context.now());
    const { inForceFrom, inForceTo } = policy;
    await audit({ action: 'policy.imported', subject: { kind: 'policy', id: policy.id }, chain: 'books', facts: { digest, inForceFrom, inForceTo, readjudicated } });
    return accept({ ...imported, alreadyHeld: false });
  });
}

/** Visits that are held stay adjudicated: a version that begins in the past needs a plan for each of those on its days. */
async function plansLacking(tx: Tx, policy: PolicyVersion, governed: DaysSettled): Promise<AnyRefusal[]> {
  const kinds = await listKindsSettled(tx, policy.regionCode, governed);
  return kinds
    .filter(({ insutype, medType }) => findPlan(policy, insutype, medType) === null)
    .map(({ insutype, medType }) => ({ code: 'policy.no_plan', facts: { policyId: policy.id, insutype, medType } }));
}

const peopleAtATime = 1000;

/** What came before its policy comes to the same as what comes after it. */
async function adjudicateAgain(tx: Tx, regionCode: string, governed: DaysSettled, now: number): Promise<number> {
  const people = await listPeopleSettled(tx, regionCode, governed);
  const policies = await listPoliciesOf(tx, regionCode);
  let changed = 0;
  for (let from = 0; from < people.length; from += peopleAtATime) {
    changed += await refoldResidents(tx, { regionCode, residentIds: people.slice(from, from + peopleAtATime), arrivals: [], policies, now });
  }
  return changed;
}
