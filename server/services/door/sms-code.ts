import { randomBytes, randomInt } from 'node:crypto';
import type { Tx } from '@/db';
import { type SmsCodeRow, countGuess, findUsedCode, insertCode, replaceCodes, useCode } from '@/db/queries/door';
import { blindIndex, seal, tokenHash } from '@/db/sealed';
import { codeMs, digitsOf, digitsTyped, mostGuesses } from '@/server/domain/door/limits';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CodePurpose } from '@/server/domain/notice/notice';

/**
 * Who asks for a code: at the door by what was typed, inside as the resident of the session. `actsFor` is the person the code is to be
 * used for, a child for their guardian: it goes into the hash, so that the digits are right for nobody else.
 */
export type CodeAsker = { readonly identityIndex: string } | { readonly residentId: string; readonly phone: string; readonly actsFor: string };

export interface NewCode {
  /** Goes into the form; without it the digits open nothing. */
  readonly token: string;
  /** Goes to the phone, and nowhere else. */
  readonly digits: string;
  readonly expiresAt: Instant;
}

/** Writes a new code down; the earlier ones for the same purpose stop working. One asked for at the door keeps its digits for the sender. */
export async function makeCode(tx: Tx, regionCode: string, purpose: CodePurpose, asker: CodeAsker, now: Instant): Promise<NewCode> {
  const token = randomBytes(16).toString('base64url');
  const digits = digitsOf(randomInt(1_000_000));
  const id = tokenHash(token);
  const expiresAt = now + codeMs;
  const who = 'residentId' in asker ? { identityIndex: null, residentId: asker.residentId } : { identityIndex: asker.identityIndex, residentId: null };
  await replaceCodes(tx, { regionCode, purpose, ...who }, now);
  await insertCode(tx, {
    ...{ regionCode, id, purpose, ...who, codeHash: hashOf(id, digits, 'actsFor' in asker ? asker.actsFor : null) },
    phoneSealed: 'phone' in asker ? seal(asker.phone) : null,
    digitsSealed: 'phone' in asker ? null : seal(digits),
    ...{ createdAt: now, expiresAt, tries: 0, usedAt: null, usedFor: null, replacedAt: null },
  });
  return { token, digits, expiresAt };
}

export interface TypedCode {
  readonly regionCode: string;
  readonly purpose: CodePurpose;
  readonly token: string;
  readonly typed: string;
  /** Whom it is used for; null at the door. */
  readonly actsFor: string | null;
  /** The request it is used for, if that may be repeated. */
  readonly usedFor: string | null;
}

/**
 * Tries the typed digits and uses the code up when they are right. Used for a request, it answers again to the same digits for the
 * same request, so that a form sent twice is not refused.
 *
 * @returns the code, or null: wrong, too old, used, replaced, guessed at too often, or never made.
 */
export async function tryCode(tx: Tx, { regionCode, purpose, token, typed, actsFor, usedFor }: TypedCode, now: Instant): Promise<SmsCodeRow | null> {
  const id = tokenHash(token);
  const hash = hashOf(id, digitsTyped(typed), actsFor);
  const open = await countGuess(tx, { regionCode, id, purpose }, mostGuesses, now);
  if (open) return open.codeHash === hash && (await useCode(tx, open, usedFor, now)) ? open : null;
  const used = usedFor === null ? null : await findUsedCode(tx, { regionCode, id, purpose }, usedFor);
  return used?.codeHash === hash && used.expiresAt > now ? used : null;
}

/** Keyed by the installation's own key and the code's id: a table that was read aloud does not tell the digits. */
function hashOf(id: string, digits: string, actsFor: string | null): string {
  return blindIndex('sms-code', [id, digits, ...(actsFor === null ? [] : [actsFor])].join('\u0000'));
}
