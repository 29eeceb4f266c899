import { revokeSessionsOf, setFirstPassword } from '@/db/queries/account';
import { findAccountByUserName } from '@/db/queries/session';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface ResetPasswordInput {
  readonly userName: string;
  /** Of a new first password, which its owner has to change. */
  readonly passwordHash: string;
}

/** Gives whoever forgot their password a new first one, and ends every session that the old one opened. */
export function resetPassword(context: ServiceContext, input: ResetPasswordInput): Promise<Outcome<{ readonly userName: string; readonly endedSessions: number }, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<{ userName: string; endedSessions: number }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findAccountByUserName(tx, input.userName);
    // A hospital system's account has a key instead of a password.
    const isPerson = found?.regionCode === regionCode && found.role !== 'his';
    if (!found || !isPerson || !(await setFirstPassword(tx, regionCode, found.id, input.passwordHash))) {
      return refuse({ code: 'not_found', facts: { what: 'account' } });
    }
    const endedSessions = await revokeSessionsOf(tx, found.id, context.now());
    await audit({ action: 'account.password_reset', subject: { kind: 'account', id: found.id }, facts: { userName: found.userName, endedSessions } });
    return accept({ userName: found.userName, endedSessions });
  });
}
