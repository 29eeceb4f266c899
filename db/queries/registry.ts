import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { alliance, institution, policyVersion, practitioner, region } from '@/db/schema';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Institution } from '@/server/domain/registry/institution';
import type { Alliance, Region } from '@/server/domain/registry/region';
import type { Practitioner } from '@/server/domain/registry/team';

/**
 * Master data of a region: who and what there is. It is open to everyone who works in the region, so these queries take a
 * region and no reach; a doctor must be able to name the hospital that a patient is sent to.
 */
export async function findRegion(q: Queryable, regionCode: string): Promise<Region | null> {
  const [row] = await q.select().from(region).where(eq(region.regionCode, regionCode));
  return row ? { code: row.regionCode, name: row.name } : null;
}

export async function listRegions(q: Queryable): Promise<Region[]> {
  const rows = await q.select().from(region).orderBy(asc(region.regionCode));
  return rows.map((row) => ({ code: row.regionCode, name: row.name }));
}

export async function listAlliances(q: Queryable, regionCode: string): Promise<Alliance[]> {
  return q.select().from(alliance).where(eq(alliance.regionCode, regionCode)).orderBy(asc(alliance.id));
}

export async function findInstitution(q: Queryable, regionCode: string, code: string): Promise<Institution | null> {
  const [row] = await institutionWith(q, { regionCode, code });
  return row ? institutionOf(row) : null;
}

const institutionWith = prepared(['regionCode', 'code'], (q, { regionCode, code }) =>
  q
    .select()
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), eq(institution.code, code))),
);

/** What two institutions of a region are called; their codes where one does not exist. */
export async function namesOfEnds(q: Queryable, regionCode: string, fromCode: string, toCode: string): Promise<{ readonly fromName: string; readonly toName: string }> {
  const rows = await namesOfTwo(q, { regionCode, fromCode, toCode });
  const nameOf = (code: string) => rows.find((row) => row.code === code)?.name ?? code;
  return { fromName: nameOf(fromCode), toName: nameOf(toCode) };
}

const namesOfTwo = prepared(['regionCode', 'fromCode', 'toCode'], (q, { regionCode, fromCode, toCode }) =>
  q
    .select({ code: institution.code, name: institution.name })
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), inArray(institution.code, [fromCode, toCode]))),
);

/** The region's institutions in order of their codes; `codes` narrows to those. */
export async function listInstitutions(
  q: Queryable,
  regionCode: string,
  codes: 'all' | readonly string[] = 'all',
): Promise<Institution[]> {
  if (codes !== 'all' && codes.length === 0) return [];
  const rows = codes === 'all' ? await allInstitutions(q, { regionCode }) : await institutionsOf(q, { regionCode, codes: listed(codes) });
  return rows.map(institutionOf);
}

const allInstitutions = prepared(['regionCode'], (q, { regionCode }) => q.select().from(institution).where(eq(institution.regionCode, regionCode)).orderBy(asc(institution.code)));

const institutionsOf = prepared(['regionCode', 'codes'], (q, { regionCode, codes }) =>
  q
    .select()
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), among(institution.code, codes)))
    .orderBy(asc(institution.code)),
);

export async function findPractitioner(q: Queryable, regionCode: string, id: string): Promise<Practitioner | null> {
  const [row] = await practitionerWith(q, { regionCode, id });
  return row ?? null;
}

const practitionerWith = prepared(['regionCode', 'id'], (q, { regionCode, id }) =>
  q
    .select()
    .from(practitioner)
    .where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.id, id))),
);

/** Practitioners of one institution in order of their ids. */
export async function listPractitioners(q: Queryable, regionCode: string, institutionCode: string): Promise<Practitioner[]> {
  return q
    .select()
    .from(practitioner)
    .where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.institutionCode, institutionCode)))
    .orderBy(asc(practitioner.id));
}

/** Practitioners of the institutions within reach, by institution and name. */
export async function listPractitionersWithin(q: Queryable, reach: Reach) {
  return q
    .select({ ...getTableColumns(practitioner), institutionName: institution.name })
    .from(practitioner)
    .innerJoin(institution, and(eq(institution.regionCode, practitioner.regionCode), eq(institution.code, practitioner.institutionCode)))
    .where(within(reach, practitioner.regionCode, practitioner.institutionCode))
    .orderBy(asc(practitioner.institutionCode), asc(practitioner.name), asc(practitioner.id));
}

/** The digests of a region's policy versions: cheap to read, and different as soon as a version is added. */
export async function listPolicyDigests(q: Queryable, regionCode: string): Promise<string[]> {
  const rows = await policyDigests(q, { regionCode });
  return rows.map((row) => row.digest).sort();
}

const policyDigests = prepared(['regionCode'], (q, { regionCode }) =>
  q.select({ digest: policyVersion.digest }).from(policyVersion).where(eq(policyVersion.regionCode, regionCode)),
);

/** The bodies of a region's policy versions, oldest first. */
export async function listPolicyVersions(q: Queryable, regionCode: string): Promise<PolicyVersion[]> {
  const rows = await q
    .select({ body: policyVersion.body })
    .from(policyVersion)
    .where(eq(policyVersion.regionCode, regionCode))
    .orderBy(asc(policyVersion.inForceFrom), asc(policyVersion.id));
  return rows.map((row) => row.body);
}

export async function insertRegion(tx: Tx, { code, name }: Region): Promise<void> {
  await tx.insert(region).values({ regionCode: code, name });
}

export async function insertAlliances(tx: Tx, rows: readonly Alliance[]): Promise<void> {
  if (rows.length > 0) await tx.append(alliance, rows);
}

export async function insertInstitutions(tx: Tx, rows: readonly Institution[]): Promise<void> {
  if (rows.length > 0) await tx.append(institution, rows.map(({ role, ...row }) => ({ ...row, allianceRole: role, closedOn: row.closedOn ?? null })));
}

export async function insertPractitioners(tx: Tx, rows: readonly Practitioner[]): Promise<void> {
  if (rows.length > 0) await tx.append(practitioner, rows.map((row) => ({ ...row, leftOn: row.leftOn ?? null })));
}

function institutionOf({ allianceRole, ...row }: typeof institution.$inferSelect): Institution {
  return { ...row, role: allianceRole };
}
