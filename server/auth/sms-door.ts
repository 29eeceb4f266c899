import type { Store } from '@/db';
import { appendAudit } from '@/db/queries/audit';
import { identityIndexOf } from '@/db/queries/resident';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { type CertType, checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Knock, mayKnock } from '@/server/services/door/knock';
import { findPersonAtDoor } from '@/server/services/door/person-at-door';
import { makeCode, tryCode } from '@/server/services/door/sms-code';
import { residentSessionMs } from './open-resident-session';
import { newToken } from './sessions';

export interface CodeRequest {
  readonly regionCode: string;
  readonly certType: CertType;
  readonly certNo: string;
  readonly address: string;
}

export type CodeRequested = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly code: 'door.number_malformed' | 'door.too_many' };

/**
 * Asks for a code to a number typed at the door. Nobody is looked up here: a stranger, somebody without a phone and a resident are
 * answered alike after the same work, and who is who is found out when the code is sent, by the clock. Only what cannot be anybody's
 * number is told so.
 */
export async function askForCode(store: Store, { regionCode, certType, certNo, address }: CodeRequest, now: number): Promise<CodeRequested> {
  const number = checkIdentityNumber(certType, certNo);
  if (!number.ok) return { ok: false, code: 'door.number_malformed' };
  const identityIndex = identityIndexOf(certType, number.value);
  const of = { purpose: 'door-number', text: identityIndex } as const;
  const knocks: Knock[] = [
    { limit: 'ask_again', of },
    { limit: 'ask_number', of },
    { limit: 'ask_number_daily', of },
    { limit: 'ask_address', of: { purpose: 'door-address', text: address } },
  ];
  if (!(await mayKnock(store, regionCode, knocks, now))) return { ok: false, code: 'door.too_many' };
  const { token } = await store.transaction((tx) => makeCode(tx, regionCode, 'enter', { identityIndex }, now));
  return { ok: true, token };
}

export interface CodeAttempt {
  readonly regionCode: string;
  readonly token: string;
  readonly typed: string;
  readonly address: string;
}

export type CodeEntered = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly code: 'door.refused' | 'door.too_many' };

/**
 * Opens the resident's page for whoever typed the code. Wrong, too old, used, replaced, guessed at too often, and a code that went to
 * nobody: one answer. The guess is counted before it is looked at, so that of guesses that arrive together each counts.
 */
export async function enterByCode(store: Store, attempt: CodeAttempt, now: number): Promise<CodeEntered> {
  const { regionCode, token: codeToken, typed, address } = attempt;
  const knocks: Knock[] = [{ limit: 'guess_address', of: { purpose: 'door-address', text: address } }];
  if (!(await mayKnock(store, regionCode, knocks, now))) return { ok: false, code: 'door.too_many' };
  const token = newToken();
  const opened = await store.transaction(async (tx) => {
    const code = await tryCode(tx, { regionCode, purpose: 'enter', token: codeToken, typed, actsFor: null, usedFor: null }, now);
    const person = code === null || code.identityIndex === null ? null : await findPersonAtDoor(tx, regionCode, code.identityIndex);
    if (!person) return false;
    const times = { createdAt: now, seenAt: now, expiresAt: now + residentSessionMs, revokedAt: null };
    await insertSession(tx, { tokenHash: tokenHash(token), accountId: null, regionCode, residentId: person.id, ...times });
    await appendAudit(tx, {
      ...{ regionCode, chain: 'residents', at: now, actorKind: 'resident', actorId: person.id, actorName: '居民本人', role: 'resident' },
      ...{ action: 'resident_session.opened', subjectKind: 'resident', subjectId: person.id, facts: { door: 'sms' } },
    });
    return true;
  });
  return opened ? { ok: true, token } : { ok: false, code: 'door.refused' };
}
