import { findApiKey, saveRevocation } from '@/db/queries/api-key';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Revokes a key for good, from the next request on. */
export function revokeApiKey(context: ServiceContext, input: { readonly id: string }): Promise<Outcome<{ id: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'account:manage');
  return unitOfWork<{ id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findApiKey(tx, input.id);
    if (found?.key.regionCode !== regionCode) return refuse({ code: 'not_found', facts: { what: 'api_key' } });
    const { id, institutionCode } = found.key;
    if (!(await saveRevocation(tx, regionCode, id, context.now()))) {
      return refuse({ code: 'api_key.already_revoked', facts: { name: found.account.name } });
    }
    await audit({ action: 'api_key.revoked', subject: { kind: 'account', id }, facts: { institutionCode } });
    return accept({ id });
  });
}
