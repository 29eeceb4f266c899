import type { Queryable } from '@/db';
import { findDelivered } from '@/db/queries/budget-operands';
import { listSettledPools } from '@/db/queries/settlement';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decidePools } from '@/server/domain/settlement/course';

/** Nothing of a pool's budget changes once its year is settled. */
export async function guardSettledYear(q: Queryable, regionCode: string, year: string, pool: PoolId): Promise<Outcome<true, AnyRefusal>> {
  return decidePools(year, (await listSettledPools(q, regionCode, year)).filter((settled) => settled.pool === pool));
}

/** Once institutions have received a settlement of the year, its bases stand; an adjustment says openly what changes and why. */
export async function guardDeliveredYear(q: Queryable, regionCode: string, year: string, pool: PoolId): Promise<Outcome<true, AnyRefusal>> {
  const settled = await guardSettledYear(q, regionCode, year, pool);
  if (!settled.ok) return settled;
  const settlementId = await findDelivered(q, regionCode, year, pool);
  return settlementId === null ? settled : refuse({ code: 'budget.year_delivered', facts: { year, settlementId } });
}
