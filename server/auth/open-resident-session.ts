import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Store, type Tx, sharedInProcess } from '@/db';
import { appendAudit } from '@/db/queries/audit';
import { tailIndexOf } from '@/db/queries/resident';
import { type ResidentPassRow, countPassFailure, findPass, forgetPassFailures } from '@/db/queries/resident-pass';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { minuteMs } from '@/server/domain/kernel/instant';
import { regionOfPassToken } from '@/server/services/resident-pass/pass-token';
import { newToken } from './sessions';

/** Long enough to read everything slowly; the paper opens a new one at any time. */
export const residentSessionMs = 30 * minuteMs;
const failureLimit = 5;
const lockMs = 30 * minuteMs;

export type ResidentSignIn = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly code: 'pass.refused' | 'pass.locked' };

// Codes that nobody issued are counted as well, so that a lock does not tell which codes exist.
const strangers = sharedInProcess('gatekeeper.stranger-codes', () => new RateLimiterMemory({ keyPrefix: 'code', points: failureLimit, duration: lockMs / 1000 }));

/**
 * Opens the resident's page for whoever holds the paper code and knows the last four characters of the identity number.
 * A wrong tail, a revoked code and a code that never existed get the same answers; five wrong ones lock it for half an
 * hour, even against the right tail. Every attempt on a real code is audited in its own transaction.
 */
export async function openResidentSession(store: Store, attempt: { readonly code: string; readonly tail: string }, now: number): Promise<ResidentSignIn> {
  const regionCode = regionOfPassToken(attempt.code);
  const hash = tokenHash(attempt.code);
  const answer = regionCode === null ? null : await store.transaction((tx) => tryPass(tx, { regionCode, hash, tail: attempt.tail }, now));
  return answer ?? refuseStranger(hash);
}

async function tryPass(tx: Tx, attempt: { regionCode: string; hash: string; tail: string }, now: number): Promise<ResidentSignIn | null> {
  const pass = await findPass(tx, attempt.regionCode, attempt.hash);
  if (!pass) return null;
  if (pass.lockedUntil !== null && pass.lockedUntil > now) return { ok: false, code: 'pass.locked' };
  const typed = attempt.tail.normalize('NFKC').trim();
  if (typed.length !== 4 || tailIndexOf(typed) !== pass.tailIndex) {
    const { locked } = await countPassFailure(tx, pass, failureLimit, now + lockMs);
    await appendAudit(tx, auditRecord(pass, locked ? 'resident_session.locked' : 'resident_session.refused', now));
    return { ok: false, code: locked ? 'pass.locked' : 'pass.refused' };
  }
  await forgetPassFailures(tx, pass);
  const token = newToken();
  const { regionCode, residentId } = pass;
  const times = { createdAt: now, seenAt: now, expiresAt: now + residentSessionMs, revokedAt: null };
  await insertSession(tx, { tokenHash: tokenHash(token), accountId: null, regionCode, residentId, ...times });
  await appendAudit(tx, auditRecord(pass, 'resident_session.opened', now));
  return { ok: true, token };
}

async function refuseStranger(hash: string): Promise<ResidentSignIn> {
  // The limiter rejects once its points are used up; the fifth wrong answer locks a real code, too.
  const { remainingPoints } = await strangers.consume(hash).catch(() => ({ remainingPoints: 0 }));
  return { ok: false, code: remainingPoints > 0 ? 'pass.refused' : 'pass.locked' };
}

function auditRecord(pass: ResidentPassRow, action: string, at: number) {
  return {
    regionCode: pass.regionCode,
    chain: 'residents',
    at,
    actorKind: 'resident',
    actorId: pass.residentId,
    actorName: '居民本人',
    role: 'resident',
    action,
    subjectKind: 'resident',
    subjectId: pass.residentId,
    facts: {},
  };
}
