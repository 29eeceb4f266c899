import { headers } from 'next/headers';
import { type PrintedClaim, type VerificationAnswer, answerVerification } from '@/server/api/verify-agreement';

export type { VerificationAnswer, VerifiedAgreement } from '@/server/api/verify-agreement';

/** Asks about a printed agreement for whoever sent the request; the address is the one the server itself noted. */
export async function askAboutPrinted(claim: PrintedClaim): Promise<VerificationAnswer> {
  const sent = await headers();
  return answerVerification(claim, sent.get('x-gatekeeper-address') ?? 'unknown');
}
