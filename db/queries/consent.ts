import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { consent } from '@/db/schema';
import type { Consent, ConsentScene } from '@/server/domain/contract/consent';

export type ConsentRow = typeof consent.$inferSelect;

/** A consent as it stands: given, and perhaps taken back. */
export interface HeldConsent extends Consent {
  readonly id: string;
  readonly scene: ConsentScene;
  readonly evidenceId: string | null;
  readonly revokedAt: number | null;
  readonly revokedReason: string | null;
}

export interface ConsentOf {
  /** Left out: it is for no referral. */
  readonly referralId?: string;
  readonly regionCode: string;
  readonly id: string;
  readonly residentId: string;
  readonly contractId: string | null;
  readonly evidenceId: string | null;
}

export function consentRow(of: ConsentOf, given: Consent, scene: ConsentScene = 'family_contract'): ConsentRow {
  const { textVersion, method, givenAt, guardian } = given;
  return { ...of, referralId: of.referralId ?? null, scene, textVersion, method, givenAt, guardianName: guardian?.name ?? null, guardianRelation: guardian?.relation ?? null, revokedAt: null, revokedReason: null };
}

export async function insertConsents(tx: Tx, rows: readonly ConsentRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(consent, rows);
}

/** The consent a contract rests on; null where none was recorded. */
export async function findConsentOfContract(q: Queryable, regionCode: string, contractId: string): Promise<HeldConsent | null> {
  const [row] = await q
    .select()
    .from(consent)
    .where(and(eq(consent.regionCode, regionCode), eq(consent.contractId, contractId)))
    .orderBy(asc(consent.givenAt), asc(consent.id))
    .limit(1);
  return row ? heldConsentOf(row) : null;
}

/** The consent a referral rests on; null where none was recorded. */
export async function findConsentOfReferral(q: Queryable, regionCode: string, referralId: string): Promise<HeldConsent | null> {
  const [row] = await q
    .select()
    .from(consent)
    .where(and(eq(consent.regionCode, regionCode), eq(consent.referralId, referralId)))
    .orderBy(asc(consent.givenAt), asc(consent.id))
    .limit(1);
  return row ? heldConsentOf(row) : null;
}

/** Takes a contract's consents back that still stand; how many they were. */
export async function revokeConsents(tx: Tx, regionCode: string, contractId: string, revoked: { readonly at: number; readonly reason: string }): Promise<number> {
  const won = await tx
    .update(consent)
    .set({ revokedAt: revoked.at, revokedReason: revoked.reason })
    .where(and(eq(consent.regionCode, regionCode), eq(consent.contractId, contractId), isNull(consent.revokedAt)))
    .returning({ id: consent.id });
  return won.length;
}

function heldConsentOf(row: ConsentRow): HeldConsent {
  const { id, scene, textVersion, method, givenAt, evidenceId, revokedAt, revokedReason } = row;
  const guardian = row.guardianName === null ? null : { name: row.guardianName, relation: row.guardianRelation ?? '' };
  return { id, scene, textVersion, method, givenAt, guardian, evidenceId, revokedAt, revokedReason };
}
