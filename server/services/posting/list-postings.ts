import { type PostingFilter, listPostings as queryPostings, sumPostings } from '@/db/queries/posting';
import type { Posting } from '@/server/domain/posting/posting';
import type { ServiceContext } from '../context';
import { namesOf } from '../quota/get-compliance';
import { reportReach } from '../referral-report/report-reach';

export interface PostingItem extends Posting {
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
}

export interface PostingsInput extends PostingFilter {
  /** Only what touches this alliance's institutions. */
  readonly allianceId: string | null;
}

/** One page of the postings that begin in a span and touch the actor's institutions on either side, the latest first, with what all of them add up to. */
export async function listPostings(
  context: ServiceContext,
  { page, pageSize, allianceId, ...filter }: PostingsInput & { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: readonly PostingItem[]; readonly total: number; readonly times: number; readonly people: number }> {
  const reach = await reportReach(context, 'report:read', allianceId);
  const q = context.store.reads;
  const rows = await queryPostings(q, reach, filter, { page, pageSize });
  const nameOf = await namesOf(context, reach.regionCode);
  return {
    ...(await sumPostings(q, reach, filter)),
    rows: rows.map((row) => ({ ...row, fromInstitutionName: nameOf(row.fromInstitutionCode), toInstitutionName: nameOf(row.toInstitutionCode) })),
  };
}
