import { revokeSessionsOf, setAccountDisabled } from '@/db/queries/account';
import { findAccount } from '@/db/queries/session';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Disables an account and ends its sessions in the same transaction: its next request, on any node, finds no one. */
export function disableAccount(context: ServiceContext, input: { readonly accountId: string }): Promise<Outcome<{ endedSessions: number }, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<{ endedSessions: number }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findAccount(tx, input.accountId);
    if (!found || found.regionCode !== regionCode) return refuse({ code: 'not_found', facts: { what: 'account' } });
    if (context.actor.kind === 'staff' && context.actor.accountId === found.id) return refuse({ code: 'account.own_account', facts: {} });
    if (!(await setAccountDisabled(tx, regionCode, found.id, true))) return refuse({ code: 'account.already_disabled', facts: { name: found.name } });
    const endedSessions = await revokeSessionsOf(tx, found.id, context.now());
    await audit({ action: 'account.disabled', subject: { kind: 'account', id: found.id }, facts: { userName: found.userName, endedSessions } });
    return accept({ endedSessions });
  });
}
