import { type FilterOwner, type SavedFilterRow, listSavedFilters } from '@/db/queries/saved-filter';
import type { Queryable } from '@/db';
import type { SavedFilterScreen } from '@/server/domain/saved-filter/saved-filter';
import { type ServiceContext } from '../context';
import { permit } from '../permit';

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** The query of the screen's address, without a question mark. */
  readonly query: string;
}

/** @throws when the actor has no account: jobs and residents keep no filters. */
export function filterOwner(context: ServiceContext): FilterOwner {
  const { regionCode } = permit(context, 'worklist:read');
  if (context.actor.kind !== 'staff') throw new Error('filters belong to an account');
  return { regionCode, accountId: context.actor.accountId };
}

/** The actor's own filters of a screen, the oldest first. */
export function listOwnFilters(context: ServiceContext, { screen }: { readonly screen: SavedFilterScreen }): Promise<readonly SavedFilter[]> {
  return readOwnFilters(context.store.reads, filterOwner(context), screen);
}

export async function readOwnFilters(q: Queryable, owner: FilterOwner, screen: SavedFilterScreen): Promise<readonly SavedFilter[]> {
  return (await listSavedFilters(q, owner, screen)).map(shownOf);
}

function shownOf({ id, name, query }: SavedFilterRow): SavedFilter {
  return { id, name, query };
}
