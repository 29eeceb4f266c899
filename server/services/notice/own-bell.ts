import { type Reader, countUnread, listForReader, listUnreadIds, markRead } from '@/db/queries/notice-list';
import { listInstitutions } from '@/db/queries/registry';
import type { StaffActor } from '@/server/domain/permission/actor';
import { isPrimary } from '@/server/domain/registry/codes';
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

/**
 * Whose bell it is: an account with the teams it is of, and the institutions it deals with others for.
 *
 * @throws PermissionDenied for whoever is no member of staff.
 */
async function readerOf(context: ServiceContext): Promise<Reader> {
  permit(context, 'worklist:read');
  const { actor } = context;
  if (actor.kind !== 'staff') throw new PermissionDenied('worklist:read');
  const { regionCode, accountId, teamIds } = actor;
  return { regionCode, accountId, teamIds, institutionCodes: await answeredFor(context, actor) };
}

/** A hospital has an office for it; at a primary institution, which has none, every doctor deals with other institutions. */
async function answeredFor(context: ServiceContext, { role, regionCode, institutionCodes }: StaffActor): Promise<readonly string[]> {
  if (role === 'referral_office') return institutionCodes;
  if (role !== 'doctor') return [];
  const places = await listInstitutions(context.store.reads, regionCode, institutionCodes);
  return places.filter(({ level }) => isPrimary(level)).map(({ code }) => code);
}

/** How many notices the person has not read. */
export async function countUnreadNotices(context: ServiceContext): Promise<number> {
  return countUnread(context.store.reads, await readerOf(context));
}

/** The newest notices of the person, their teams and their institutions, read and unread. */
export async function listBell(context: ServiceContext): Promise<BellLine[]> {
  const found = await listForReader(context.store.reads, await readerOf(context), shown);
  return found.map(({ row, readAt }) => {
    const { id, template, facts, subjectKind, subjectId, createdAt } = row;
    return { id, template, facts, subjectKind, subjectId, createdAt, readAt };
  });
}

/** Notes that the person has read them; one reads for oneself, not for the team. It changes nothing that would need an audit row. */
export async function markNoticesRead(context: ServiceContext, ids: readonly string[] | 'all'): Promise<number> {
  const reader = await readerOf(context);
  return context.store.transaction(async (tx) => {
    const unread = await listUnreadIds(tx, reader, ids);
    await markRead(tx, reader, unread, context.now());
    return unread.length;
  });
}
