import type { Store } from '@/db';
import { findEvidenceByCode, listEvidenceNotes } from '@/db/queries/agreement';
import { findConsentOfContract } from '@/db/queries/consent';
import { findContract } from '@/db/queries/contract';
import { findInstitution } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { readVerificationCode, readVerificationPath, regionOfAgreementNumber } from '@/server/domain/agreement/verification-code';
import type { ContractStatus } from '@/server/domain/contract/contract';
import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { maskName } from '@/server/domain/kernel/identity-number';
import { statusOn } from '../contract/contract-status';
import { checkEvidence, evidenceNotes } from './check-evidence';

/** What a stranger who holds the paper may know: whether it is genuine, and of whom and when without naming them. */
export interface VerifiedAgreement {
  readonly number: string;
  readonly maskedName: string;
  readonly institutionName: string;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly status: ContractStatus;
  readonly hasBegun: boolean;
  readonly signedDay: Day;
  readonly digest: string;
  /** False when what is kept is no longer what was signed. */
  readonly isIntact: boolean;
  readonly consentRevoked: boolean;
}

/** What is on the paper: the QR's own path, or number and code as somebody typed them. */
export type PrintedClaim = { readonly path: string } | { readonly number: string; readonly code: string };

/**
 * Looks up a printed agreement for anybody who holds it. A code that never existed, one that was mistyped and one under
 * another number get the same answer, null.
 */
export async function verifyPrinted(store: Store, claim: PrintedClaim, now: number): Promise<VerifiedAgreement | null> {
  const asked = 'path' in claim ? readVerificationPath(claim.path) : readTyped(claim);
  if (!asked) return null;
  const { regionCode, code } = asked;
  const q = store.reads;
  const evidence = await findEvidenceByCode(q, regionCode, code);
  const contract = evidence && (await findContract(q, { regionCode, institutionCodes: 'all' }, evidence.contractId));
  if (!evidence || !contract || ('number' in claim && contract.number !== plainNumber(claim.number))) return null;
  const [resident, institution, consent, notes] = await Promise.all([
    findResidentOfRegion(q, regionCode, contract.residentId),
    findInstitution(q, regionCode, contract.institutionCode),
    findConsentOfContract(q, regionCode, contract.id),
    listEvidenceNotes(q, regionCode, contract.id),
  ]);
  const { number, startDay, endDay, signedAt } = contract;
  return {
    number,
    maskedName: maskName(resident?.name ?? ''),
    institutionName: institution?.name ?? contract.institutionCode,
    startDay,
    endDay,
    status: statusOn(contract, dayOfInstant(now)),
    hasBegun: startDay <= dayOfInstant(now),
    signedDay: dayOfInstant(signedAt),
    digest: 'unreadable' in evidence ? '' : evidence.digest,
    isIntact: checkEvidence(evidence, evidenceNotes(notes)).length === 0,
    consentRevoked: (consent?.revokedAt ?? null) !== null,
  };
}

function readTyped({ number, code: typed }: { readonly number: string; readonly code: string }) {
  const regionCode = regionOfAgreementNumber(number);
  const code = readVerificationCode(typed);
  return regionCode !== null && code !== null ? { regionCode, code } : null;
}

function plainNumber(number: string): string {
  return number.normalize('NFKC').trim().toUpperCase();
}
