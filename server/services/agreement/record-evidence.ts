import { randomBytes } from 'node:crypto';
import { type Evidence, evidenceAction, insertEvidence, linkConsent } from '@/db/queries/agreement';
import { findResidentOfRegion } from '@/db/queries/resident';
import type { AgreementDocument } from '@/server/domain/agreement/document';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import { verificationCodeOf } from '@/server/domain/agreement/verification-code';
import type { Consent } from '@/server/domain/contract/consent';
import type { Contract } from '@/server/domain/contract/contract';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { agreedResident } from './agreement-source';
import { canonicalTextOf, digestOf, fillDocuments } from './fill-documents';
import { type ReadSignature, readSignature } from './read-signature';

export interface EvidenceToRecord {
  /** As it was written, under the number it got. */
  readonly contract: Contract;
  readonly consent: Consent;
  readonly signature: SignatureGiven;
}

export interface RecordedEvidence {
  readonly agreementEvidenceId: string;
  readonly consentEvidenceId: string;
}

/**
 * Keeps what was agreed to and how, as a part of the unit of work that writes the contract: the agreement and the consent as
 * they were filled, each with its digest, and the signature. The digests also join the audit chain, so that what is kept here
 * cannot be changed without being found out.
 */
export async function recordEvidence(context: ServiceContext, { tx, audit }: UnitOfWork, given: EvidenceToRecord): Promise<Outcome<RecordedEvidence, AnyRefusal>> {
  const { contract, consent, signature } = given;
  const image = signature.method === 'handwritten' ? readSignature(signature.image) : accept(null);
  if (!image.ok) return image;
  const resident = await findResidentOfRegion(tx, contract.regionCode, contract.residentId);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const signedDay = dayOfInstant(contract.signedAt);
  const terms = { ...contract, signedDay, guardian: consent.guardian, consentVersion: consent.textVersion };
  const filled = await fillDocuments(tx, terms, agreedResident(resident, signedDay));
  if (!filled.ok) return filled;
  const code = verificationCodeOf(randomBytes(10));
  const rows = {
    agreement: evidenceOf(context, given, image.value, filled.value.agreement, code),
    consent: evidenceOf(context, given, image.value, filled.value.consent, null),
  };
  for (const row of [rows.agreement, rows.consent]) {
    await insertEvidence(tx, row);
    const { id, kind, digest, signatureDigest, method, templateVersion } = row;
    await audit({ action: evidenceAction, subject: { kind: 'contract', id: contract.id }, facts: { evidenceId: id, kind, templateVersion, method, digest, signatureDigest } });
  }
  await linkConsent(tx, contract.regionCode, contract.id, rows.consent.id);
  return accept({ agreementEvidenceId: rows.agreement.id, consentEvidenceId: rows.consent.id });
}

function evidenceOf(context: ServiceContext, { contract, signature }: EvidenceToRecord, image: ReadSignature | null, document: AgreementDocument, code: string | null): Evidence {
  const text = canonicalTextOf(document);
  return {
    id: context.newId(),
    regionCode: contract.regionCode,
    contractId: contract.id,
    kind: document.kind,
    templateVersion: document.templateVersion,
    text,
    digest: digestOf(text),
    method: signature.method,
    signature: image?.image ?? null,
    signatureDigest: image?.digest ?? null,
    device: signature.method === 'handwritten' && image ? { tool: signature.tool, strokes: signature.strokes, width: image.width, height: image.height } : null,
    code,
    recordedAt: context.now(),
    recordedBy: actorRef(context.actor),
    recordedByName: nameOfActor(context.actor),
  };
}
