import { type SQL, and, asc, count, eq, exists, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import type { AnyReach, Reach } from '@/db/reach';
import { contract, referral, resident, visit } from '@/db/schema';
import { blindIndex, seal, unseal } from '@/db/sealed';
import { type IdentityNumber, maskIdentityNumber, maskPhone } from '@/server/domain/kernel/identity-number';
import type { Resident } from '@/server/domain/registry/resident';
import { type SearchKey, searchKeyVersion } from '@/server/domain/registry/search-keys';
import { listAliases } from './resident-alias';
import { insertStandings } from './resident-standing';
import { appendSearchKeys } from './search-key';

export type ResidentRow = typeof resident.$inferSelect;

/** What is kept sealed beside a resident. */
export interface ResidentSecrets {
  readonly certType: string;
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'>;
  readonly phone: string | null;
}

export interface ResidentFiling {
  readonly address: string | null;
  readonly movedOutOn: string | null;
  readonly registeredAt: number;
}

/**
 * The index under which a person is found. A number with a check digit is unique whatever certificate it was typed under;
 * others (passports, officers' cards) are unique only among their own kind.
 */
export function identityIndexOf(certType: string, identity: Pick<IdentityNumber, 'kind' | 'normalized'>): string {
  return blindIndex('identity', identity.kind === 'other' ? `${certType}:${identity.normalized}` : identity.normalized);
}

/** The index of the last four characters, as they are typed at a desk or beside the paper code. */
export function tailIndexOf(text: string): string {
  return blindIndex('identity-tail', text.normalize('NFKC').trim().toUpperCase().slice(-4));
}

/** A resident as a row; seeds and imports append many of them. */
export function residentRow(who: Resident, secrets: ResidentSecrets, filing: ResidentFiling): ResidentRow {
  const { coverage, keyGroups, ...plain } = who;
  return {
    ...plain,
    ...filing,
    certType: secrets.certType,
    identityIndex: identityIndexOf(secrets.certType, secrets.identity),
    identitySealed: seal(secrets.identity.normalized),
    tailIndex: tailIndexOf(secrets.identity.normalized),
    phoneSealed: secrets.phone === null ? null : seal(secrets.phone),
    insutype: coverage.insutype,
    retired: coverage.retired,
    keyGroups: [...keyGroups],
    version: 0,
    mergedIntoId: null,
    searchVersion: 0,
  };
}

/** False when somebody of that identity is registered in the region already; then nothing was written. What the row says of coverage and key groups holds ever since. */
export async function insertResident(tx: Tx, row: ResidentRow, keys: readonly SearchKey[]): Promise<boolean> {
  const won = await tx
    .insert(resident)
    .values({ ...row, searchVersion: searchKeyVersion })
    .onConflictDoNothing({ target: [resident.regionCode, resident.identityIndex] })
    .returning({ id: resident.id });
  if (won.length === 0) return false;
  await insertStandings(tx, [row]);
  await appendSearchKeys(tx, row.regionCode, new Map([[row.id, keys]]));
  return true;
}

/**
 * The resident of the region with this identity, whoever asks: to be signed, a person must be findable by their number. A number
 * that came to a person by merging, or that they had before, leads to them.
 */
export async function findResidentByIdentity(q: Queryable, regionCode: string, identityIndex: string): Promise<ResidentRow | null> {
  const [row] = await q
    .select()
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.identityIndex, identityIndex), isNull(resident.mergedIntoId)));
  if (row) return row;
  const leadsTo = (await listAliases(q, regionCode, [identityIndex])).get(identityIndex);
  return leadsTo === undefined ? null : findResidentOfRegion(q, regionCode, leadsTo);
}

/** A resident within reach; null outside it, and for a record that was merged into another, which nothing is written to any more. */
export async function findResident(q: Queryable, reach: Reach, id: string): Promise<ResidentRow | null> {
  const [row] = await q
    .select()
    .from(resident)
    .where(and(residentWithin(q, reach), eq(resident.id, id), isNull(resident.mergedIntoId)));
  return row ?? null;
}

/** Whom a record was merged into; null for one that stands for itself. */
export async function findSurvivorId(q: Queryable, regionCode: string, id: string): Promise<string | null> {
  const [row] = await q
    .select({ survivorId: resident.mergedIntoId })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, id)));
  return row?.survivorId ?? null;
}

/** A resident of the region by id, whoever asks; for verbs whose right to the person comes from elsewhere, such as signing them. */
export async function findResidentOfRegion(q: Queryable, regionCode: string, id: string): Promise<ResidentRow | null> {
  const [row] = await residentWith(q, { regionCode, id });
  return row ?? null;
}

const residentWith = prepared(['regionCode', 'id'], (q, { regionCode, id }) =>
  q
    .select()
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, id), isNull(resident.mergedIntoId))),
);

/** What a resident of the region is called, whoever asks. */
export async function findResidentName(q: Queryable, regionCode: string, id: string): Promise<string | null> {
  const [row] = await nameOfResident(q, { regionCode, id });
  return row?.name ?? null;
}

const nameOfResident = prepared(['regionCode', 'id'], (q, { regionCode, id }) =>
  q
    .select({ name: resident.name })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, id), isNull(resident.mergedIntoId))),
);

const idsPerStatement = 1000;

/** Many residents of the region, whoever asks; records that were merged into others are left out. */
export async function listResidentsOfRegion(q: Queryable, regionCode: string, ids: readonly string[]): Promise<ResidentRow[]> {
  const found: ResidentRow[] = [];
  for (let from = 0; from < ids.length; from += idsPerStatement) {
    const some = ids.slice(from, from + idsPerStatement);
    found.push(...(await q.select().from(resident).where(and(eq(resident.regionCode, regionCode), inArray(resident.id, some), isNull(resident.mergedIntoId)))));
  }
  return found;
}

/** Whose home nobody recorded lives, as far as the bureau's counts go, where they are signed. False when one was recorded. */
export async function adoptHome(tx: Tx, regionCode: string, id: string, institutionCode: string): Promise<boolean> {
  const homeless = and(eq(resident.regionCode, regionCode), eq(resident.id, id), isNull(resident.homeInstitutionCode));
  const won = await tx.update(resident).set({ homeInstitutionCode: institutionCode }).where(homeless).returning({ id: resident.id });
  return won.length === 1;
}

/** What a list is narrowed to; both together mean both. */
export interface ResidentFilter {
  readonly namePrefix: string | null;
  /** The blind index of the last four characters of the number. */
  readonly tailIndex: string | null;
}

export interface PageOf {
  /** The first page is 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One page of the residents within reach, by name. */
export async function listResidents(
  q: Queryable,
  reach: Reach,
  filter: ResidentFilter,
  { page, pageSize }: PageOf,
): Promise<{ rows: ResidentRow[]; total: number }> {
  const condition = and(
    residentWithin(q, reach),
    isNull(resident.mergedIntoId),
    filter.namePrefix === null ? undefined : beginsWith(resident.name, filter.namePrefix),
    filter.tailIndex === null ? undefined : eq(resident.tailIndex, filter.tailIndex),
  );
  const [counted] = await q.select({ total: count() }).from(resident).where(condition);
  const rows = await q
    .select()
    .from(resident)
    .where(condition)
    .orderBy(asc(resident.name), asc(resident.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: Number(counted?.total ?? 0) };
}

/** How many referrals and visits a resident has, wherever they were. */
export async function countRecordsOf(q: Queryable, regionCode: string, residentId: string): Promise<{ referrals: number; visits: number }> {
  const [referrals] = await q
    .select({ many: count() })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.residentId, residentId)));
  const [visits] = await q
    .select({ many: count() })
    .from(visit)
    .where(and(eq(visit.regionCode, regionCode), eq(visit.residentId, residentId)));
  return { referrals: Number(referrals?.many ?? 0), visits: Number(visits?.many ?? 0) };
}

/**
 * A resident is within reach of the institution near their home, of those they have or had a contract with, and of both sides
 * of a referral of theirs.
 */
export function residentWithin(q: Queryable, reach: AnyReach): SQL | undefined {
  const inRegion = eq(resident.regionCode, reach.regionCode);
  if (reach.institutionCodes === 'all') return inRegion;
  if (reach.institutionCodes.length === 0) return sql`1 = 0`;
  const codes = [...reach.institutionCodes];
  const signed = q
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.regionCode, resident.regionCode), eq(contract.residentId, resident.id), inArray(contract.institutionCode, codes)));
  const referred = q
    .select({ id: referral.id })
    .from(referral)
    .where(
      and(
        eq(referral.regionCode, resident.regionCode),
        eq(referral.residentId, resident.id),
        // Before the resident agrees, or when they do not, nothing of it has come to the hospital.
        or(inArray(referral.fromInstitutionCode, codes), and(inArray(referral.toInstitutionCode, codes), isNotNull(referral.sentAt))),
      ),
    );
  return and(inRegion, or(inArray(resident.homeInstitutionCode, codes), exists(signed), exists(referred)));
}

/** Text that begins so, in capitals or not: one engine's LIKE tells them apart and the other's does not. What the person typed is never a pattern. */
export function beginsWith(column: typeof resident.name | typeof contract.number, text: string): SQL {
  return sql`lower(${column}) like lower(${`${text.replace(/[\\%_]/g, '\\$&')}%`}) escape '\\'`;
}

export function residentOf(row: ResidentRow): Resident {
  const { id, regionCode, name, sex, birthDay, deathDay, keyGroups, homeInstitutionCode, insutype, retired } = row;
  return { id, regionCode, name, sex, birthDay, deathDay, coverage: { insutype, retired }, keyGroups, homeInstitutionCode };
}

export function maskedNumberOf(row: Pick<ResidentRow, 'identitySealed'>): string {
  return maskIdentityNumber(unseal(row.identitySealed));
}

export function maskedPhoneOf(row: Pick<ResidentRow, 'phoneSealed'>): string | null {
  return row.phoneSealed === null ? null : maskPhone(unseal(row.phoneSealed));
}
