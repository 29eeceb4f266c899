import { setAccountDisabled } from '@/db/queries/account';
import { findAccount } from '@/db/queries/session';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Lets a disabled account sign in again. Its old sessions stay ended. */
export function enableAccount(context: ServiceContext, input: { readonly accountId: string }): Promise<Outcome<{ name: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<{ name: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findAccount(tx, input.accountId);
    if (!found || found.regionCode !== regionCode) return refuse({ code: 'not_found', facts: { what: 'account' } });
    if (!(await setAccountDisabled(tx, regionCode, found.id, false))) return refuse({ code: 'account.not_disabled', facts: { name: found.name } });
    await audit({ action: 'account.enabled', subject: { kind: 'account', id: found.id }, facts: { userName: found.userName } });
    return accept({ name: found.name });
  });
}
