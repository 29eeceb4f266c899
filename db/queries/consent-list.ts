import { and, desc, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { consent, contract, contractEvidence } from '@/db/schema';
import type { EvidenceMethod } from '@/server/domain/agreement/codes';
import type { ConsentMethod, ConsentScene } from '@/server/domain/contract/consent';

/** A consent as the resident's record shows it: to what, how, and whether it still stands. */
export interface ConsentRecord {
  readonly id: string;
  readonly scene: ConsentScene;
  readonly textVersion: string;
  readonly method: ConsentMethod;
  readonly givenAt: number;
  readonly guardianName: string | null;
  readonly guardianRelation: string | null;
  readonly contractId: string | null;
  readonly contractNumber: string | null;
  /** How it was signed; null where nothing but the register says so. */
  readonly evidenceMethod: EvidenceMethod | null;
  readonly revokedAt: number | null;
  readonly revokedReason: string | null;
}

/** Newest first. */
export async function listConsentsOfResident(q: Queryable, regionCode: string, residentId: string): Promise<ConsentRecord[]> {
  const { id, scene, textVersion, method, givenAt, guardianName, guardianRelation, contractId, revokedAt, revokedReason } = consent;
  return q
    .select({ id, scene, textVersion, method, givenAt, guardianName, guardianRelation, contractId, revokedAt, revokedReason, contractNumber: contract.number, evidenceMethod: contractEvidence.method })
    .from(consent)
    .leftJoin(contract, and(eq(contract.regionCode, consent.regionCode), eq(contract.id, consent.contractId)))
    .leftJoin(contractEvidence, and(eq(contractEvidence.regionCode, consent.regionCode), eq(contractEvidence.id, consent.evidenceId)))
    .where(and(eq(consent.regionCode, regionCode), eq(consent.residentId, residentId)))
    .orderBy(desc(consent.givenAt), desc(consent.id));
}
