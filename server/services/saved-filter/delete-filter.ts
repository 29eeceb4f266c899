import { deleteSavedFilter } from '@/db/queries/saved-filter';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { unitOfWork } from '../unit-of-work';
import { filterOwner } from './own-filters';

/** Drops one of the actor's own filters. */
export function deleteFilter(context: ServiceContext, { filterId }: { readonly filterId: string }): Promise<Outcome<{ readonly filterId: string }, AnyRefusal>> {
  const owner = filterOwner(context);
  return unitOfWork<{ readonly filterId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    if (!(await deleteSavedFilter(tx, owner, filterId))) return refuse({ code: 'not_found', facts: { what: 'saved_filter' } });
    await audit({ action: 'saved_filter.deleted', subject: { kind: 'account', id: owner.accountId } });
    return accept({ filterId });
  });
}
