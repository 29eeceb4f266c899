import { and, asc, desc, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { holidayTable, policyVersion } from '@/db/schema';
import type { HolidayTable } from '@/server/domain/kernel/working-days';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';

export type PolicyRow = typeof policyVersion.$inferSelect;
/** A version without its body: what lists and overlap checks need. */
export type PolicyHead = Omit<PolicyRow, 'body'>;

const head = {
  regionCode: policyVersion.regionCode,
  id: policyVersion.id,
  title: policyVersion.title,
  inForceFrom: policyVersion.inForceFrom,
  inForceTo: policyVersion.inForceTo,
  digest: policyVersion.digest,
  importedAt: policyVersion.importedAt,
};

/** The versions of a region, the latest to come into force first. Policies are open to everyone who works in the region. */
export async function listPolicyHeads(q: Queryable, regionCode: string): Promise<PolicyHead[]> {
  return q.select(head).from(policyVersion).where(eq(policyVersion.regionCode, regionCode)).orderBy(desc(policyVersion.inForceFrom), asc(policyVersion.id));
}

export async function findPolicyVersion(q: Queryable, regionCode: string, id: string): Promise<PolicyRow | null> {
  const [row] = await q
    .select()
    .from(policyVersion)
    .where(and(eq(policyVersion.regionCode, regionCode), eq(policyVersion.id, id)));
  return row ?? null;
}

/** False when a version of this id came first. */
export async function insertPolicyVersion(tx: Tx, policy: PolicyVersion, digest: string, importedAt: number): Promise<boolean> {
  const { regionCode, id, title, inForceFrom, inForceTo } = policy;
  const won = await tx
    .insert(policyVersion)
    .values({ regionCode, id, title, inForceFrom, inForceTo, body: policy, digest, importedAt })
    .onConflictDoNothing()
    .returning({ id: policyVersion.id });
  return won.length === 1;
}

/** The holiday tables of all years that are held, oldest first. */
export async function listHolidayTables(q: Queryable): Promise<HolidayTable[]> {
  const rows = await q.select().from(holidayTable).orderBy(asc(holidayTable.year));
  return rows.map(({ year, daysOff, workdays }) => ({ year: Number(year), daysOff, workdays }));
}

/** Holds a year's table where none of that year is held yet. */
export async function addHolidayTable(tx: Tx, { year, daysOff, workdays }: HolidayTable): Promise<void> {
  await tx
    .insert(holidayTable)
    .values({ year: String(year), daysOff: [...daysOff], workdays: [...workdays] })
    .onConflictDoNothing();
}

/** Puts a year's table in the place of the one that is held, for notices are sometimes amended. */
export async function saveHolidayTable(tx: Tx, { year, daysOff, workdays }: HolidayTable): Promise<void> {
  const content = { daysOff: [...daysOff], workdays: [...workdays] };
  await tx
    .insert(holidayTable)
    .values({ year: String(year), ...content })
    .onConflictDoUpdate({ target: holidayTable.year, set: content });
}
