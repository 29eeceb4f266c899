import { findResidentOfRegion } from '@/db/queries/resident';
import { listStandings } from '@/db/queries/resident-standing';
import { packageNamesOf, suggestPackages } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { type OfferedPackage, offered } from '../contract/list-packages';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce, listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { ownResident } from './own-resident';

export interface OwnOffer {
  readonly packages: readonly OfferedPackage[];
  /** What each code is called, also of those that are no longer on offer. */
  readonly names: Readonly<Record<string, string>>;
  readonly suggested: readonly string[];
  readonly termYears: readonly number[];
  readonly defaultTermYears: number;
  /** Below this age a guardian signs. */
  readonly guardianUnderAge: number;
}

/** What the person can sign for today, and what suits them by their key groups and age. */
export async function listOwnPackages(context: ServiceContext): Promise<Outcome<OwnOffer, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, regionCode, today(context));
  if (!policy.ok) return policy;
  const resident = await findResidentOfRegion(q, regionCode, residentId);
  const { keyGroups } = (await listStandings(q, regionCode, [residentId])).get(residentId);
  const { packages, defaultTermYears } = policy.value.contract;
  const { termYears, guardianUnderAge } = contractRulesOf(policy.value.contract);
  const groups = resident ? keyGroupsOn({ birthDay: resident.birthDay, keyGroups }, today(context)) : [];
  return accept({
    packages: packages.map(offered),
    names: packageNamesOf(await listPoliciesOf(q, regionCode)),
    suggested: suggestPackages(packages, groups),
    termYears,
    defaultTermYears: defaultTermYears.value,
    guardianUnderAge,
  });
}
