import type { Store } from '@/db';
import { appendAudit } from '@/db/queries/audit';
import { findAccount, findAccountByUserName, insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { isStorableText } from '@/server/domain/kernel/storable';
import { accountRecord } from './account-record';
import { passwordMatches } from './password';
import { newToken, sessionLengthMs } from './sessions';
import { countFailure, forgetFailures, mayTry } from './throttle';

export interface Credentials {
  readonly userName: string;
  readonly password: string;
  readonly address: string;
}

export type SignIn = { readonly ok: true; readonly token: string; readonly accountId: string; readonly name: string } | { readonly ok: false; readonly code: 'sign_in.refused' | 'sign_in.too_many' };

/**
 * Signs a member of staff in. A wrong password, an unknown name and a disabled account get the same answer after the same
 * work; too many failures are told as such, known name or not.
 */
export async function openStaffSession(store: Store, credentials: Credentials, now: number): Promise<SignIn> {
  const { userName, password, address } = credentials;
  if (!(await mayTry(userName, address))) return { ok: false, code: 'sign_in.too_many' };
  const account = isStorableText(userName) ? await findAccountByUserName(store.reads, userName) : null;
  // A hospital's system has an account without a password: it comes with a key.
  const hash = account && account.role !== 'his' ? account.passwordHash : null;
  const matches = await passwordMatches(hash, password);
  if (!account || !matches || account.disabled) {
    await countFailure(userName, address);
    if (account) await noteSignIn(store, account, 'session.refused', now);
    return { ok: false, code: 'sign_in.refused' };
  }
  await forgetFailures(userName);
  const token = newToken();
  const row = { accountId: account.id, regionCode: account.regionCode, residentId: null, createdAt: now, seenAt: now, expiresAt: now + sessionLengthMs, revokedAt: null };
  const opened = await store.transaction(async (tx) => {
    // A change of the password ends the sessions there are; one that is just being opened with the old one must not slip past.
    const current = await findAccount(tx, account.id);
    if (current?.passwordHash !== account.passwordHash) return false;
    await insertSession(tx, { tokenHash: tokenHash(token), ...row });
    await appendAudit(tx, accountRecord(account, 'session.opened', now));
    return true;
  });
  if (!opened) return { ok: false, code: 'sign_in.refused' };
  return { ok: true, token, accountId: account.id, name: account.name };
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccountByUserName>>>;

function noteSignIn(store: Store, account: Account, action: string, now: number): Promise<void> {
  return store.transaction((tx) => appendAudit(tx, accountRecord(account, action, now)));
}
