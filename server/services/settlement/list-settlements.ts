import { listObjections } from '@/db/queries/objection';
import { type SettlementFilter, type SettlementHead, listActorNames, listSettlementHeads } from '@/db/queries/settlement';
import type { Fen } from '@/server/domain/kernel/money';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

type Inward = 'regionCode' | 'computedBy' | 'deliveredBy' | 'reviewedBy' | 'confirmedBy' | 'closedBy' | 'objections' | 'entitlementFen' | 'finalFen';

export type SettlementListRow = Omit<SettlementHead, Inward> & {
  readonly computedByName: string;
  /** A newer version settles one of the same pools. */
  readonly isSuperseded: boolean;
  /** The version before it of the same pools, to be compared with. */
  readonly earlierId: string | null;
  /** Objections within reach that wait for an answer. */
  readonly openObjections: number;
  /** The region's totals; null for those who see a part of it. */
  readonly entitlementFen: Fen | null;
  readonly finalFen: Fen | null;
};

export interface SettlementListFilter extends SettlementFilter {
  /** Without the versions that a newer one replaces. */
  readonly newestOnly?: boolean | undefined;
}

/** The settlements of the region, the latest year and version first. Drafts that are not delivered are for those who see the whole region. */
export async function listSettlements(context: ServiceContext, { newestOnly, ...filter }: SettlementListFilter): Promise<SettlementListRow[]> {
  const reach = permit(context, 'settlement:read');
  const q = context.store.reads;
  // Which version a row is followed by depends on rows that the filter may leave out.
  const all = await listSettlementHeads(q, reach, { year: filter.year, method: filter.method });
  const heads = all.filter(({ status }) => filter.status === undefined || status === filter.status);
  const names = await listActorNames(q, heads.map((head) => head.computedBy));
  const objections = await listObjections(q, reach, heads.map(({ id }) => id));
  const seesAll = reach.institutionCodes === 'all';
  const rows = heads.map((head): SettlementListRow => {
    const { regionCode: _region, computedBy, deliveredBy: _deliverer, reviewedBy: _reviewer, confirmedBy: _confirmer, closedBy: _closer, objections: _raised, ...shown } = head;
    const relatives = all.filter((other) => other.year === head.year && other.method === head.method && other.pools.some((pool) => head.pools.includes(pool)));
    return {
      ...shown,
      computedByName: names(computedBy),
      isSuperseded: relatives.some(({ version }) => version > head.version),
      earlierId: relatives.find(({ version }) => version < head.version)?.id ?? null,
      openObjections: objections.filter(({ settlementId, state }) => settlementId === head.id && state.status === 'raised').length,
      entitlementFen: seesAll ? head.entitlementFen : null,
      finalFen: seesAll ? head.finalFen : null,
    };
  });
  return newestOnly ? rows.filter(({ isSuperseded }) => !isSuperseded) : rows;
}
