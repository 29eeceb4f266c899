import { code, day, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { agreementKinds, agreementScenes, evidenceMethods } from '@/server/domain/agreement/codes';
import type { DeviceFacts } from '@/server/domain/agreement/signature';
import { contract } from './contract';

/** The region's own texts of agreements and consents. A version is never changed; a later one takes over on its day. */
export const agreementTemplate = table(
  'agreement_template',
  {
    regionCode: text().notNull(),
    scene: code(agreementScenes).notNull(),
    kind: code(agreementKinds).notNull(),
    version: text().notNull(),
    title: text().notNull(),
    /** The clauses in the notation of server/domain/agreement/clauses.ts. */
    body: text().notNull(),
    inForceFrom: day().notNull(),
    createdAt: instant().notNull(),
    createdByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.scene, t.kind, t.version] }),
    // Two texts that begin on one day would leave open which of them is shown.
    uniqueIndex('agreement_template_begins').on(t.regionCode, t.scene, t.kind, t.inForceFrom),
  ],
);

/**
 * What somebody agreed to and how: the filled text and the signature, both sealed, with their digests. Rows are only ever
 * added; the digests also stand in the audit chain, so that a row that was changed or removed is found.
 */
export const contractEvidence = table(
  'contract_evidence',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    contractId: text().notNull(),
    kind: code(agreementKinds).notNull(),
    templateVersion: text().notNull(),
    /** The filled document as canonical JSON, sealed because it names a person. */
    documentSealed: text().notNull(),
    /** SHA-256 of that text, in hexadecimal as it is printed. */
    digest: text().notNull(),
    method: code(evidenceMethods).notNull(),
    /** The image as a data address, sealed; null unless signed by hand on a screen. */
    signatureSealed: text(),
    signatureDigest: text(),
    device: json<DeviceFacts | null>(),
    /** The code printed beside the QR: found by its hash, kept sealed so that the paper can be printed again. */
    codeHash: text(),
    codeSealed: text(),
    recordedAt: instant().notNull(),
    recordedBy: text().notNull(),
    recordedByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('contract_evidence_once').on(t.regionCode, t.contractId, t.kind),
    uniqueIndex('contract_evidence_code').on(t.regionCode, t.codeHash),
    index('contract_evidence_by_time').on(t.regionCode, t.recordedAt),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);
