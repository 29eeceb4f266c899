import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { renewalContact, serviceCount, serviceRecord } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import type { Recount } from '@/server/domain/fulfilment/recount-services';

/**
 * Puts everything that was done about one contract under another of the same resident that has none of its own yet: services, withdrawn ones
 * too, the counts they take there, and reminders and calls. The first keeps nothing, so that nothing counts twice. The team that gave a
 * service stays with it.
 */
export async function moveServices(tx: Tx, { regionCode, id: fromId }: Pick<Contract, 'regionCode' | 'id'>, toId: string, { services, counts }: Recount): Promise<void> {
  for (const { id, packageCode, yearStart, beyondPackage } of services) {
    await tx.update(serviceRecord).set({ contractId: toId, packageCode, yearStart, beyondPackage }).where(and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.id, id)));
  }
  // What is left was withdrawn, and counts nowhere.
  await tx.update(serviceRecord).set({ contractId: toId }).where(and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.contractId, fromId)));
  await tx.delete(serviceCount).where(and(eq(serviceCount.regionCode, regionCode), eq(serviceCount.contractId, fromId)));
  if (counts.length > 0) await tx.append(serviceCount, counts.map((count) => ({ ...count, regionCode, contractId: toId })));
  await tx.update(renewalContact).set({ contractId: toId }).where(and(eq(renewalContact.regionCode, regionCode), eq(renewalContact.contractId, fromId)));
}
