import { type ContractFault, listMisassigned, listOverlapping, listTwiceAssigned, listUnclaimed } from '@/db/queries/contract-check';
import { type CounterDifference, listWrongDoctorLoads } from '@/db/queries/doctor-load';
import { listWrongTeamCounts } from '@/db/queries/place';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export const contractFaultKinds = ['claim', 'overlap', 'assignment', 'assigned_twice'] as const;
export type ContractFaultKind = (typeof contractFaultKinds)[number];

export interface ContractCheck {
  /** Counters that are not what the contracts say. */
  readonly teams: readonly CounterDifference[];
  readonly doctors: readonly CounterDifference[];
  readonly contracts: readonly (ContractFault & { readonly kind: ContractFaultKind })[];
}

/**
 * Counts the places of every team and doctor anew, and holds each contract against the days it claims, against the person's other contracts,
 * and against where it was handed over to. All in one state of the database.
 */
export function verifyContracts(context: ServiceContext): Promise<ContractCheck> {
  const { regionCode } = permit(context, 'contract:read');
  return context.store.snapshot(async (q) => {
    const found = [
      ...(await listUnclaimed(q, regionCode)).map((fault) => ({ ...fault, kind: 'claim' as const })),
      ...(await listOverlapping(q, regionCode)).map((fault) => ({ ...fault, kind: 'overlap' as const })),
      ...(await listMisassigned(q, regionCode)).map((fault) => ({ ...fault, kind: 'assignment' as const })),
      ...(await listTwiceAssigned(q, regionCode)).map((fault) => ({ ...fault, kind: 'assigned_twice' as const })),
    ];
    return { teams: await listWrongTeamCounts(q, regionCode), doctors: await listWrongDoctorLoads(q, regionCode), contracts: found };
  });
}
