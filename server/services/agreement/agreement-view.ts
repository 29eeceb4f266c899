import type { Queryable } from '@/db';
import { listEvidence, listEvidenceNotes } from '@/db/queries/agreement';
import { findConsentOfContract } from '@/db/queries/consent';
import { findResidentOfRegion } from '@/db/queries/resident';
import type { AgreementKind, EvidenceMethod } from '@/server/domain/agreement/codes';
import type { AgreementDocument } from '@/server/domain/agreement/document';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import type { Contract } from '@/server/domain/contract/contract';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { agreedResident } from './agreement-source';
import { type EvidenceFault, checkEvidence, evidenceNotes } from './check-evidence';
import { type FilledDocuments, fillDocuments } from './fill-documents';

/** How a document was agreed to, beside its text. */
export interface RecordedAs {
  readonly digest: string;
  readonly method: EvidenceMethod;
  readonly recordedAt: number;
  readonly recordedByName: string;
}

export interface AgreementPart {
  readonly document: AgreementDocument;
  /** Null for a contract that was signed elsewhere: its text is filled from the register and proves nothing. */
  readonly recorded: RecordedAs | null;
  /** Empty while what was kept is what was agreed to. */
  readonly faults: readonly EvidenceFault[];
}

/** The documents of a contract as everybody sees them: on the screen, in print, by the resident. */
export interface AgreementView {
  readonly contractId: string;
  readonly number: string;
  readonly agreement: AgreementPart;
  readonly consent: AgreementPart;
  /** The handwritten signature, a PNG as a data address. */
  readonly signature: string | null;
  /** The code by which a printed copy is verified. */
  readonly code: string | null;
}

/**
 * What was recorded when the contract was signed. Where nothing was, or where it cannot be read any more, the text is filled from
 * the register, and says so.
 */
export async function findAgreementView(q: Queryable, contract: Contract): Promise<Outcome<AgreementView, AnyRefusal>> {
  const { id, regionCode, number } = contract;
  const kept = await findKept(q, contract);
  const filled = kept.agreement.document && kept.consent.document ? null : await fillFromRegister(q, contract);
  if (filled && !filled.ok) return filled;
  const partOf = (kind: AgreementKind): AgreementPart => {
    const { document, recorded, faults } = kept[kind];
    const shown = document ?? filled?.value[kind];
    if (!shown) throw new Error(`the ${kind} of contract ${regionCode} ${id} has no text`);
    return { document: shown, recorded, faults };
  };
  return accept({ contractId: id, number, agreement: partOf('agreement'), consent: partOf('consent'), signature: kept.agreement.signature, code: kept.agreement.code });
}

interface KeptPart {
  readonly document: AgreementDocument | null;
  readonly recorded: RecordedAs | null;
  readonly faults: readonly EvidenceFault[];
  readonly signature: string | null;
  readonly code: string | null;
}

async function findKept(q: Queryable, { regionCode, id }: Contract): Promise<Record<AgreementKind, KeptPart>> {
  const kept = await listEvidence(q, regionCode, id);
  const noted = await listEvidenceNotes(q, regionCode, id);
  const partOf = (kind: AgreementKind): KeptPart => {
    const found = kept.find((each) => each.kind === kind);
    const nothing = { document: null, recorded: null, signature: null, code: null };
    if (!found) return { ...nothing, faults: noted.some(({ facts }) => facts.kind === kind) ? ['removed'] : [] };
    const faults = checkEvidence(found, evidenceNotes(noted));
    if ('unreadable' in found) return { ...nothing, faults };
    const { digest, method, recordedAt, recordedByName, text, signature, code } = found;
    return { document: JSON.parse(text) as AgreementDocument, recorded: { digest, method, recordedAt, recordedByName }, faults, signature, code };
  };
  return { agreement: partOf('agreement'), consent: partOf('consent') };
}

async function fillFromRegister(q: Queryable, contract: Contract): Promise<Outcome<FilledDocuments, AnyRefusal>> {
  const { regionCode, id, residentId, signedAt } = contract;
  const [resident, consent] = await Promise.all([findResidentOfRegion(q, regionCode, residentId), findConsentOfContract(q, regionCode, id)]);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const signedDay = dayOfInstant(signedAt);
  const terms = { ...contract, signedDay, guardian: consent?.guardian ?? null, consentVersion: consent?.textVersion ?? firstConsentVersion };
  return fillDocuments(q, terms, agreedResident(resident, signedDay));
}
