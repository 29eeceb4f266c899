import { type PostingFilter, countPostings, listPostings as queryPostings } from '@/db/queries/posting';
import type { Posting } from '@/server/domain/posting/posting';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { namesOf } from '../quota/get-compliance';

export interface PostingItem extends Posting {
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
}

/** One page of the postings that begin in a span and touch the actor's institutions on either side, the latest first. */
export async function listPostings(
  context: ServiceContext,
  { page, pageSize, ...filter }: PostingFilter & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: readonly PostingItem[]; readonly total: number }> {
  const reach = permit(context, 'report:read');
  const q = context.store.reads;
  const rows = await queryPostings(q, reach, filter, { page, pageSize });
  const nameOf = await namesOf(context, reach.regionCode);
  return {
    total: await countPostings(q, reach, filter),
    rows: rows.map((row) => ({ ...row, fromInstitutionName: nameOf(row.fromInstitutionCode), toInstitutionName: nameOf(row.toInstitutionCode) })),
  };
}
