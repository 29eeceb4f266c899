import { and, desc, eq, exists, gte, lte, not } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { claimedTerm, contractClaim, coveragePeriod, resident, residentChange, residentKeyGroup } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { coverageOn } from '@/server/domain/registry/coverage';
import { registeredOn } from '@/server/domain/registry/key-groups-on';
import type { ResidentRow } from './resident';
import { listStandings } from './resident-standing';

export type ResidentChangeRow = typeof residentChange.$inferSelect;

/** Moves a resident's record on from the version that was seen; false when somebody changed it meanwhile. */
export async function updateResident(tx: Tx, before: Pick<ResidentRow, 'regionCode' | 'id' | 'version'>, set: Partial<ResidentRow>): Promise<boolean> {
  const won = await tx
    .update(resident)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(resident.regionCode, before.regionCode), eq(resident.id, before.id), eq(resident.version, before.version)))
    .returning({ id: resident.id });
  return won.length === 1;
}

export async function insertResidentChanges(tx: Tx, rows: readonly ResidentChangeRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(residentChange, rows);
}

/** What became of a resident's record, newest first. */
export async function listResidentChanges(q: Queryable, regionCode: string, residentId: string): Promise<ResidentChangeRow[]> {
  return q
    .select()
    .from(residentChange)
    .where(and(eq(residentChange.regionCode, regionCode), eq(residentChange.residentId, residentId)))
    .orderBy(desc(residentChange.at), desc(residentChange.id));
}

/**
 * Writes what lists read of a resident, from the dated tables: as what they are insured today (of the uninsured, the last thing
 * known), in which groups they are registered, since when they are away. Nothing else writes these columns of a resident who is
 * registered.
 */
export async function refreshStanding(tx: Tx, regionCode: string, residentId: string, today: Day): Promise<void> {
  const { coverage, keyGroups, away } = (await listStandings(tx, regionCode, [residentId])).get(residentId);
  const insured = coverageOn(coverage, today) ?? [...coverage].reverse().find(({ from, value }) => from <= today && value !== null)?.value;
  await tx
    .update(resident)
    .set({
      ...(insured ? { insutype: insured.insutype, retired: insured.retired } : {}),
      keyGroups: registeredOn(keyGroups, today),
      movedOutOn: away.find(({ to }) => to === null)?.from ?? null,
    })
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, residentId)));
}

/** Residents whose coverage or key groups become others between two days, both included, by what was recorded ahead. */
export async function listTurning(q: Queryable, regionCode: string, from: Day, to: Day): Promise<string[]> {
  const covered = await q
    .selectDistinct({ id: coveragePeriod.residentId })
    .from(coveragePeriod)
    .where(and(eq(coveragePeriod.regionCode, regionCode), gte(coveragePeriod.fromDay, from), lte(coveragePeriod.fromDay, to)));
  const grouped = await q
    .selectDistinct({ id: residentKeyGroup.residentId })
    .from(residentKeyGroup)
    .where(and(eq(residentKeyGroup.regionCode, regionCode), gte(residentKeyGroup.fromDay, from), lte(residentKeyGroup.fromDay, to)));
  return [...new Set([...covered, ...grouped].map(({ id }) => id))].sort();
}

/** Forgets that somebody of a number ever held a contract, when none is theirs any more. */
export async function forgetIdleClaim(tx: Tx, identityIndex: string): Promise<void> {
  const held = tx.select({ contractId: claimedTerm.contractId }).from(claimedTerm).where(eq(claimedTerm.identityIndex, contractClaim.identityIndex));
  await tx.delete(contractClaim).where(and(eq(contractClaim.identityIndex, identityIndex), not(exists(held))));
}
