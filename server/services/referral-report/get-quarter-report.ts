import { listPostings } from '@/db/queries/posting';
import { type Month, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { QuarterCount, type QuarterPart, type QuarterReport } from '@/server/domain/referral-report/quarter-report';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { namesOf } from '../quota/get-compliance';
import { countReferrals } from './report-facts';
import { reportReach } from './report-reach';

export interface QuarterInput {
  readonly from: Month;
  readonly to: Month;
  /** Only what touches this alliance's institutions. */
  readonly allianceId: string | null;
  /** On either side. */
  readonly institutionCode: string | null;
}

export interface QuarterAnswer extends QuarterReport {
  readonly from: Month;
  readonly to: Month;
  readonly parts: readonly (QuarterPart & { readonly institutionName: string })[];
}

/**
 * 医联体季度报表 of the kind that Shenyang publishes: what happened in the span, whenever it was asked for. Referrals count when the patient
 * came, e-consults when they were answered, postings by their first day.
 */
export async function getQuarterReport(context: ServiceContext, { from, to, allianceId, institutionCode }: QuarterInput): Promise<Outcome<QuarterAnswer, AnyRefusal>> {
  const reach = await reportReach(context, 'report:read', allianceId);
  const postings = await listPostings(context.store.reads, reach, { fromDay: firstDayOf(from), toDay: lastDayOf(to), kinds: null, institutionCode, side: 'either', withWithdrawn: false });
  const input = { from, to, allianceId, institutionCode, departmentCode: null, direction: null };
  const counted = await countReferrals(context, reach, 'happened', input, (clock) => new QuarterCount(clock, postings));
  if (!counted.ok) return counted;
  const nameOf = await namesOf(context, reach.regionCode);
  const parts = counted.value.parts().map((part) => ({ ...part, institutionName: nameOf(part.institutionCode) }));
  return accept({ from, to, ...counted.value.report(), parts });
}
