import { saveFilter as keep } from '@/db/queries/saved-filter';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type FilterWish, keepFilter, type SavedFilterScreen } from '@/server/domain/saved-filter/saved-filter';
import type { ServiceContext } from '../context';
import { unitOfWork } from '../unit-of-work';
import { filterOwner, readOwnFilters, type SavedFilter } from './own-filters';

/** Keeps what a list shows under a name of one's own; the same name again takes the new filters. Answers all filters of the screen. */
export function saveFilter(context: ServiceContext, { screen, ...wish }: FilterWish & { readonly screen: SavedFilterScreen }): Promise<Outcome<readonly SavedFilter[], AnyRefusal>> {
  const owner = filterOwner(context);
  return unitOfWork<readonly SavedFilter[], AnyRefusal>(context, async ({ tx, audit }) => {
    const held = await readOwnFilters(tx, owner, screen);
    const decision = keepFilter(wish, held.map(({ name }) => name));
    if (!decision.ok) return decision;
    await keep(tx, { ...owner, id: context.newId(), screen, ...decision.value, createdAt: context.now() });
    await audit({ action: 'saved_filter.saved', subject: { kind: 'account', id: owner.accountId }, facts: { screen, name: decision.value.name } });
    return accept(await readOwnFilters(tx, owner, screen));
  });
}
