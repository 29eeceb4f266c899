import type { Queryable } from '@/db';
import { listCarriesTaken, listCarryBalances } from '@/db/queries/disposal';
import type { SettlementRow } from '@/db/queries/settlement';
import { type CarryBalance, carriesWithin } from '@/server/domain/settlement/carry';

/** What the books hold for a settlement to take in from years before; of one that is confirmed, what it took. */
export async function carriesOf(q: Queryable, { regionCode, id, year, basis, status }: SettlementRow): Promise<CarryBalance[]> {
  const isPosted = status === 'confirmed' || status === 'closed';
  const carries = isPosted ? await listCarriesTaken(q, regionCode, id) : await listCarryBalances(q, regionCode, `${year}-01`);
  return carriesWithin(basis, carries);
}
