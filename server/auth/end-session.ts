import type { Store } from '@/db';
import { appendAudit } from '@/db/queries/audit';
import { findAccount, revokeSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';

/** Ends a session at once, on every node: the next request with its token finds no one. Ending it twice does nothing. */
export async function endSession(store: Store, token: string, now: number): Promise<void> {
  await store.transaction(async (tx) => {
    const ended = await revokeSession(tx, tokenHash(token), now);
    if (!ended) return;
    const account = ended.accountId ? await findAccount(tx, ended.accountId) : null;
    const actorId = account?.id ?? ended.residentId ?? 'unknown';
    await appendAudit(tx, {
      regionCode: ended.regionCode,
      chain: 'sessions',
      at: now,
      actorKind: account ? 'staff' : 'resident',
      actorId,
      actorName: account?.name ?? '居民本人',
      role: account?.role ?? 'resident',
      action: 'session.ended',
      subjectKind: account ? 'account' : 'resident',
      subjectId: actorId,
      facts: {},
    });
  });
}
