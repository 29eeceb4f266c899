import { type SettlementFilter, type SettlementHead, listActorNames, listSettlementHeads } from '@/db/queries/settlement';
import type { Fen } from '@/server/domain/kernel/money';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export type SettlementListRow = Omit<SettlementHead, 'regionCode' | 'computedBy' | 'reviewedBy' | 'confirmedBy' | 'entitlementFen' | 'finalFen'> & {
  readonly computedByName: string;
  /** The region's totals; null for those who see a part of it. */
  readonly entitlementFen: Fen | null;
  readonly finalFen: Fen | null;
};

/** The settlements of the region, the latest year and version first. */
export async function listSettlements(context: ServiceContext, filter: SettlementFilter): Promise<SettlementListRow[]> {
  const reach = permit(context, 'settlement:read');
  const q = context.store.reads;
  const heads = await listSettlementHeads(q, reach, filter);
  const names = await listActorNames(q, heads.map((head) => head.computedBy));
  const seesAll = reach.institutionCodes === 'all';
  return heads.map(({ regionCode: _region, computedBy, reviewedBy: _reviewer, confirmedBy: _confirmer, entitlementFen, finalFen, ...head }) => ({
    ...head,
    computedByName: names(computedBy),
    entitlementFen: seesAll ? entitlementFen : null,
    finalFen: seesAll ? finalFen : null,
  }));
}
