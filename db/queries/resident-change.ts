import { and, asc, desc, eq, exists, gt, gte, isNotNull, isNull, lte, ne, not, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { claimedTerm, contractClaim, coveragePeriod, resident, residentChange, residentKeyGroup } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { coverageOn } from '@/server/domain/registry/coverage';
import { isByAge, registeredOn } from '@/server/domain/registry/key-groups-on';
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
 * registered. False when they said so already.
 */
export async function refreshStanding(tx: Tx, regionCode: string, residentId: string, today: Day): Promise<boolean> {
  const { coverage, keyGroups, away } = (await listStandings(tx, regionCode, [residentId])).get(residentId);
  const insured = coverageOn(coverage, today) ?? [...coverage].reverse().find(({ from, value }) => from <= today && value !== null)?.value;
  const own = and(eq(resident.regionCode, regionCode), eq(resident.id, residentId));
  const { insutype, retired, keyGroups: listed, movedOutOn } = resident;
  const [said] = await tx.select({ insutype, retired, keyGroups: listed, movedOutOn }).from(resident).where(own);
  if (!said) return false;
  const says = {
    insutype: insured?.insutype ?? said.insutype,
    retired: insured?.retired ?? said.retired,
    keyGroups: registeredOn(keyGroups, today),
    movedOutOn: away.find(({ to }) => to === null)?.from ?? null,
  };
  if (canonicalJson(says) === canonicalJson({ ...said, keyGroups: said.keyGroups.filter((group) => !isByAge(group)) })) return false;
  await tx.update(resident).set(says).where(own);
  return true;
}

/** Days on which something may have begun, and the resident after whom to go on. */
export interface Turning {
  readonly from: Day;
  readonly today: Day;
  readonly after: string;
}

/**
 * The next residents, by their ids, whose coverage or key groups became others by what was recorded ahead: insured today as something that lists do
 * not say yet, or entering or leaving a group since `from`.
 */
export async function listTurning(q: Queryable, regionCode: string, { from, today, after }: Turning, limit: number): Promise<string[]> {
  const covered = await q
    .selectDistinct({ id: coveragePeriod.residentId })
    .from(coveragePeriod)
    .innerJoin(resident, and(eq(resident.regionCode, coveragePeriod.regionCode), eq(resident.id, coveragePeriod.residentId)))
    .where(
      and(
        eq(coveragePeriod.regionCode, regionCode),
        gt(coveragePeriod.residentId, after),
        gte(coveragePeriod.fromDay, from),
        lte(coveragePeriod.fromDay, today),
        or(isNull(coveragePeriod.toDay), gte(coveragePeriod.toDay, today)),
        or(ne(coveragePeriod.insutype, resident.insutype), ne(coveragePeriod.retired, resident.retired)),
        isNotNull(coveragePeriod.insutype),
      ),
    )
    .orderBy(asc(coveragePeriod.residentId))
    .limit(limit);
  const grouped = await q
    .selectDistinct({ id: residentKeyGroup.residentId })
    .from(residentKeyGroup)
    .where(and(eq(residentKeyGroup.regionCode, regionCode), gt(residentKeyGroup.residentId, after), gte(residentKeyGroup.fromDay, from), lte(residentKeyGroup.fromDay, today)))
    .orderBy(asc(residentKeyGroup.residentId))
    .limit(limit);
  return [...new Set([...covered, ...grouped].map(({ id }) => id))].sort().slice(0, limit);
}

/** Forgets that somebody of a number ever held a contract, when none is theirs any more. */
export async function forgetIdleClaim(tx: Tx, identityIndex: string): Promise<void> {
  const held = tx.select({ contractId: claimedTerm.contractId }).from(claimedTerm).where(eq(claimedTerm.identityIndex, contractClaim.identityIndex));
  await tx.delete(contractClaim).where(and(eq(contractClaim.identityIndex, identityIndex), not(exists(held))));
}
