import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { consent, contract, contractCorrection } from '@/db/schema';
import type { Guardian } from '@/server/domain/contract/consent';
import type { Contract } from '@/server/domain/contract/contract';

export type ContractCorrectionRow = typeof contractCorrection.$inferSelect;

export async function insertCorrection(tx: Tx, row: ContractCorrectionRow): Promise<void> {
  await tx.append(contractCorrection, [row]);
}

export async function findCorrectionByKey(q: Queryable, regionCode: string, requestKey: string): Promise<ContractCorrectionRow | null> {
  const [row] = await q
    .select()
    .from(contractCorrection)
    .where(and(eq(contractCorrection.regionCode, regionCode), eq(contractCorrection.requestKey, requestKey)));
  return row ?? null;
}

/** What was put right in these contracts, oldest first. */
export async function listCorrectionsOf(q: Queryable, regionCode: string, contractIds: readonly string[]): Promise<ContractCorrectionRow[]> {
  if (contractIds.length === 0) return [];
  return q
    .select()
    .from(contractCorrection)
    .where(and(eq(contractCorrection.regionCode, regionCode), inArray(contractCorrection.contractId, [...contractIds])))
    .orderBy(asc(contractCorrection.doneAt), asc(contractCorrection.id));
}

/** Another responsible doctor, if the contract still is as it was read; false when somebody else was faster. */
export async function amendPractitioner(tx: Tx, before: Contract, practitionerId: string): Promise<boolean> {
  const won = await tx
    .update(contract)
    .set({ practitionerId })
    .where(
      and(
        eq(contract.regionCode, before.regionCode),
        eq(contract.id, before.id),
        eq(contract.status, before.status),
        eq(contract.practitionerId, before.practitionerId),
        eq(contract.teamId, before.teamId),
      ),
    )
    .returning({ id: contract.id });
  return won.length === 1;
}

/** The guardian's name as it should have been written down; whether there was a consent to put right. */
export async function amendGuardian(tx: Tx, regionCode: string, contractId: string, guardian: Guardian | null): Promise<boolean> {
  const won = await tx
    .update(consent)
    .set({ guardianName: guardian?.name ?? null, guardianRelation: guardian?.relation ?? null })
    .where(and(eq(consent.regionCode, regionCode), eq(consent.contractId, contractId)))
    .returning({ id: consent.id });
  return won.length > 0;
}
