import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { agreementTemplate, auditEvent, consent, contractEvidence } from '@/db/schema';
import { seal, tokenHash, unseal } from '@/db/sealed';
import type { AgreementKind, EvidenceMethod } from '@/server/domain/agreement/codes';
import type { DeviceFacts } from '@/server/domain/agreement/signature';
import type { AgreementTemplate } from '@/server/domain/agreement/template';

/** A text of the region's own, with who wrote it when. */
export interface OwnTemplate extends AgreementTemplate {
  readonly createdAt: number;
  readonly createdByName: string;
}

/** The region's own texts, latest first day first. */
export async function listTemplates(q: Queryable, regionCode: string): Promise<OwnTemplate[]> {
  const rows = await q.select().from(agreementTemplate).where(eq(agreementTemplate.regionCode, regionCode)).orderBy(desc(agreementTemplate.inForceFrom), asc(agreementTemplate.kind));
  return rows.map(({ regionCode: _, ...template }) => template);
}

/** False when the region has a text of that version, or one that begins on that day, already. */
export async function insertTemplate(tx: Tx, regionCode: string, template: OwnTemplate): Promise<boolean> {
  const won = await tx
    .insert(agreementTemplate)
    .values({ regionCode, ...template })
    .onConflictDoNothing()
    .returning({ version: agreementTemplate.version });
  return won.length === 1;
}

/** One document as it was agreed to, opened. */
export interface Evidence {
  readonly id: string;
  readonly regionCode: string;
  readonly contractId: string;
  readonly kind: AgreementKind;
  readonly templateVersion: string;
  /** Canonical JSON of the filled document. */
  readonly text: string;
  readonly digest: string;
  readonly method: EvidenceMethod;
  /** A PNG as a data address. */
  readonly signature: string | null;
  readonly signatureDigest: string | null;
  readonly device: DeviceFacts | null;
  /** The code that is printed on it. */
  readonly code: string | null;
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly recordedByName: string;
}

type EvidenceRow = typeof contractEvidence.$inferSelect;

/** What was sealed cannot be opened any more: somebody changed it, or it comes from another installation. */
export interface UnreadableEvidence {
  readonly id: string;
  readonly regionCode: string;
  readonly contractId: string;
  readonly kind: AgreementKind;
  readonly unreadable: true;
}

export async function insertEvidence(tx: Tx, { text, signature, code, ...plain }: Evidence): Promise<void> {
  await tx.insert(contractEvidence).values({
    ...plain,
    documentSealed: seal(text),
    signatureSealed: signature === null ? null : seal(signature),
    codeHash: code === null ? null : tokenHash(code),
    codeSealed: code === null ? null : seal(code),
  });
}

/** What was agreed to by signing a contract; empty when it was signed elsewhere and only recorded here. */
export async function listEvidence(q: Queryable, regionCode: string, contractId: string): Promise<(Evidence | UnreadableEvidence)[]> {
  const rows = await q
    .select()
    .from(contractEvidence)
    .where(and(eq(contractEvidence.regionCode, regionCode), eq(contractEvidence.contractId, contractId)))
    .orderBy(asc(contractEvidence.kind));
  return rows.map(opened);
}

export async function findEvidenceByCode(q: Queryable, regionCode: string, code: string): Promise<Evidence | UnreadableEvidence | null> {
  const [row] = await q
    .select()
    .from(contractEvidence)
    .where(and(eq(contractEvidence.regionCode, regionCode), eq(contractEvidence.codeHash, tokenHash(code))));
  return row ? opened(row) : null;
}

/** The region's evidence in order of ids, from behind `afterId` on. */
export async function listEvidenceAfter(q: Queryable, regionCode: string, afterId: string, most: number): Promise<(Evidence | UnreadableEvidence)[]> {
  const rows = await q
    .select()
    .from(contractEvidence)
    .where(and(eq(contractEvidence.regionCode, regionCode), gt(contractEvidence.id, afterId)))
    .orderBy(asc(contractEvidence.id))
    .limit(most);
  return rows.map(opened);
}

function opened(row: EvidenceRow): Evidence | UnreadableEvidence {
  const { documentSealed, signatureSealed, codeSealed, codeHash: _, ...plain } = row;
  try {
    const [signature, code] = [signatureSealed, codeSealed].map((sealed) => (sealed === null ? null : unseal(sealed)));
    return { ...plain, text: unseal(documentSealed), signature: signature ?? null, code: code ?? null };
  } catch {
    const { id, regionCode, contractId, kind } = row;
    return { id, regionCode, contractId, kind, unreadable: true };
  }
}

/** The action under which the audit chain keeps the digests of evidence. */
export const evidenceAction = 'agreement.recorded';

/** What the audit chain says of one contract's evidence, or of the whole region's. */
export async function listEvidenceNotes(q: Queryable, regionCode: string, contractId: string | null): Promise<{ contractId: string; facts: Record<string, unknown> }[]> {
  const rows = await q
    .select({ contractId: auditEvent.subjectId, facts: auditEvent.facts })
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.regionCode, regionCode),
        eq(auditEvent.action, evidenceAction),
        contractId === null ? undefined : and(eq(auditEvent.subjectKind, 'contract'), eq(auditEvent.subjectId, contractId)),
      ),
    );
  return rows;
}

/** Names the evidence of a contract's consent, which was written before it. */
export async function linkConsent(tx: Tx, regionCode: string, contractId: string, evidenceId: string): Promise<void> {
  await tx
    .update(consent)
    .set({ evidenceId })
    .where(and(eq(consent.regionCode, regionCode), eq(consent.contractId, contractId), isNull(consent.evidenceId)));
}
