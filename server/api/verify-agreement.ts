import { RateLimiterMemory } from 'rate-limiter-flexible';
import { sharedInProcess, theStore } from '@/db';
import { type PrintedClaim, type VerifiedAgreement, verifyPrinted } from '@/server/services/agreement/verify-printed';

export type { PrintedClaim, VerifiedAgreement } from '@/server/services/agreement/verify-printed';

export type VerificationAnswer = { readonly kind: 'found'; readonly agreement: VerifiedAgreement } | { readonly kind: 'unknown' } | { readonly kind: 'locked' };

const quarterHour = 15 * 60;

/** How often one address may be wrong, and how often it may ask at all; eighty random bits are not guessed that way. */
const limits = sharedInProcess('gatekeeper.verifications', () => ({
  wrong: new RateLimiterMemory({ keyPrefix: 'verify-wrong', points: 20, duration: quarterHour }),
  asked: new RateLimiterMemory({ keyPrefix: 'verify', points: 200, duration: quarterHour }),
}));

/** The public's question whether a printed agreement is genuine. Whatever is not found is unknown, for one reason as for another. */
export async function answerVerification(claim: PrintedClaim, address: string): Promise<VerificationAnswer> {
  const asked = await limits.asked.consume(address).then(
    () => true,
    () => false,
  );
  const wrong = await limits.wrong.get(address);
  if (!asked || (wrong && wrong.remainingPoints <= 0)) return { kind: 'locked' };
  const agreement = await verifyPrinted(await theStore(), claim, Date.now());
  if (agreement) return { kind: 'found', agreement };
  await limits.wrong.consume(address).catch(() => undefined);
  return { kind: 'unknown' };
}
