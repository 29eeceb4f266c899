import { and, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { resident } from '@/db/schema';
import { blindIndex, seal, unseal } from '@/db/sealed';
import { type IdentityNumber, maskIdentityNumber, maskPhone } from '@/server/domain/kernel/identity-number';
import type { Resident } from '@/server/domain/registry/resident';

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
  };
}

/** False when somebody of that identity is registered in the region already; then nothing was written. */
export async function insertResident(tx: Tx, row: ResidentRow): Promise<boolean> {
  const won = await tx
    .insert(resident)
    .values(row)
    .onConflictDoNothing({ target: [resident.regionCode, resident.identityIndex] })
    .returning({ id: resident.id });
  return won.length === 1;
}

/** The resident of the region with this identity, whoever asks: to be signed, a person must be findable by their number. */
export async function findResidentByIdentity(q: Queryable, regionCode: string, identityIndex: string): Promise<ResidentRow | null> {
  const [row] = await q
    .select()
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.identityIndex, identityIndex)));
  return row ?? null;
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
