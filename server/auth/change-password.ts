import { type Store, type Tx, theStore } from '@/db';
import { replacePassword, revokeSessionsOf } from '@/db/queries/account';
import { appendAudit } from '@/db/queries/audit';
import type { AccountRow } from '@/db/queries/session';
import { type PasswordRefusal, objectionsToPassword } from '@/server/domain/permission/new-password';
import { accountRecord } from './account-record';
import { hashPassword, passwordMatches } from './password';
import { type LiveSession, findSessionOf } from './sessions';
import { countFailure, forgetFailures, mayTry } from './throttle';

export interface PasswordChange {
  /** Of the session in which it is asked for. */
  readonly token: string | null;
  readonly old: string;
  readonly chosen: string;
  readonly repeated: string;
  readonly address: string;
}

export type PasswordChanged =
  | { readonly ok: true; readonly endedSessions: number }
  | { readonly ok: false; readonly codes: readonly ['session.missing'] | readonly [PasswordRefusal, ...PasswordRefusal[]] };

/**
 * Changes the password of the signed-in member of staff and ends their other sessions. Open to whoever still has a first
 * password, who can do nothing else. A session that is over, revoked, disabled, a resident's or no session at all get one answer,
 * before anything typed is looked at. Objections to the new password are told whether the old one is right or not, and use up
 * no attempt; wrong old passwords count together with failed sign-ins of the same name and address, because both guess the
 * same secret.
 */
export async function changePassword(store: Store, change: PasswordChange, now: number): Promise<PasswordChanged> {
  const { token, old, chosen, address } = change;
  const account = accountOf(await findSessionOf(store.reads, token, now));
  if (!account) return noSession;
  if (!(await mayTry(account.userName, address))) return { ok: false, codes: ['password.too_many'] };
  const [first, ...others] = objectionsToPassword({ ...change, userName: account.userName });
  if (first) return { ok: false, codes: [first, ...others] };
  if (!(await passwordMatches(account.passwordHash, old))) {
    await countFailure(account.userName, address);
    await store.transaction((tx) => appendAudit(tx, accountRecord(account, 'account.password_refused', now)));
    return { ok: false, codes: ['password.old_wrong'] };
  }
  const passwordHash = await hashPassword(chosen);
  const changed = await store.transaction((tx) => replace(tx, account, { token, passwordHash, now }));
  if (changed.ok) await forgetFailures(account.userName);
  return changed;
}

/** The form reaches the accounts through here, on the process's own store and clock. */
export async function changeOwnPassword(change: PasswordChange): Promise<PasswordChanged> {
  return changePassword(await theStore(), change, Date.now());
}

const noSession: PasswordChanged = { ok: false, codes: ['session.missing'] };

/** The work of hashing was done outside the transaction, so that what it stood on is looked at again. */
async function replace(tx: Tx, account: AccountRow, by: { token: string | null; passwordHash: string; now: number }): Promise<PasswordChanged> {
  const live = await findSessionOf(tx, by.token, by.now);
  if (!live || !accountOf(live)) return noSession;
  if (!(await replacePassword(tx, account.id, account.passwordHash, by.passwordHash))) return { ok: false, codes: ['password.old_wrong'] };
  const endedSessions = await revokeSessionsOf(tx, account.id, by.now, live.session.tokenHash);
  await appendAudit(tx, accountRecord(account, 'account.password_changed', by.now, { first: account.mustChangePassword, endedSessions }));
  return { ok: true, endedSessions };
}

/** A hospital's system has an account without a password: it comes with a key. */
function accountOf(live: LiveSession | null): AccountRow | null {
  const account = live?.account ?? null;
  return account && !account.disabled && account.role !== 'his' && account.role !== 'resident' ? account : null;
}
