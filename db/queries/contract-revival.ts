import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { contract } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';

/** Undoes the end that a death gave a contract; false when somebody changed it meanwhile. */
export async function saveRevival(tx: Tx, { regionCode, id, endDay: trimmed }: Contract, endDay: Day, status: 'in_force' | 'expired'): Promise<boolean> {
  const won = await tx
    .update(contract)
    .set({ status, endDay, endedReason: null, endedAt: null })
    .where(and(eq(contract.regionCode, regionCode), eq(contract.id, id), eq(contract.status, 'terminated'), eq(contract.endedReason, 'deceased'), eq(contract.endDay, trimmed)))
    .returning({ id: contract.id });
  return won.length === 1;
}
