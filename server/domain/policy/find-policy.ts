import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Insutype, MedType } from '@/server/domain/registry/codes';
import type { Plan } from './plan';
import type { PolicyVersion } from './policy-version';

/** The version in force on a day. Where versions overlap, the one that came into force last replaces the earlier. */
export function findPolicyInForce(versions: readonly PolicyVersion[], day: Day): PolicyVersion | null {
  let found: PolicyVersion | null = null;
  for (const version of versions) {
    if (version.inForceFrom > day || (version.inForceTo !== null && version.inForceTo < day)) continue;
    if (found === null || version.inForceFrom > found.inForceFrom) found = version;
  }
  return found;
}

export function findPlan(policy: PolicyVersion, insutype: Insutype, medType: MedType): Plan | null {
  return policy.benefit.plans.find((plan) => plan.insutype === insutype && plan.medTypes.includes(medType)) ?? null;
}
