import { type Reader, countUnread, listForReader, listUnreadIds, markRead } from '@/db/queries/notice-list';
import type { ServiceContext } from '../context';
import { PermissionDenied, permit } from '../permit';

export interface BellLine {
  readonly id: string;
  readonly template: string;
  readonly facts: object;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly createdAt: number;
  readonly readAt: number | null;
}

const shown = 100;

/** Whose bell it is: an account with the teams it is of. @throws PermissionDenied for whoever is no member of staff. */
function readerOf(context: ServiceContext): Reader {
  permit(context, 'worklist:read');
  const { actor } = context;
  if (actor.kind !== 'staff') throw new PermissionDenied('worklist:read');
  return { regionCode: actor.regionCode, accountId: actor.accountId, teamIds: actor.teamIds };
}

/** How many notices the person has not read. */
export async function countUnreadNotices(context: ServiceContext): Promise<number> {
  return countUnread(context.store.reads, readerOf(context));
}

/** The newest notices of the person and their teams, read and unread. */
export async function listBell(context: ServiceContext): Promise<BellLine[]> {
  const found = await listForReader(context.store.reads, readerOf(context), shown);
  return found.map(({ row, readAt }) => {
    const { id, template, facts, subjectKind, subjectId, createdAt } = row;
    return { id, template, facts, subjectKind, subjectId, createdAt, readAt };
  });
}

/** Notes that the person has read them; one reads for oneself, not for the team. It changes nothing that would need an audit row. */
export async function markNoticesRead(context: ServiceContext, ids: readonly string[] | 'all'): Promise<number> {
  const reader = readerOf(context);
  return context.store.transaction(async (tx) => {
    const unread = await listUnreadIds(tx, reader, ids);
    await markRead(tx, reader, unread, context.now());
    return unread.length;
  });
}
