import { type ReviewHead, findReview, listReviews as listHeads, summaryOf } from '@/db/queries/import-review';
import { type ReviewSummary, keptMs, reviewSilenceMs } from '@/server/domain/import/review';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { scopeOfKind } from './reviewing';

export interface ReviewView extends Omit<ReviewHead, 'summary' | 'startedBy'> {
  readonly summary: ReviewSummary;
  /** Whether the process that reads or applies it is not heard of any more; then it can be begun again. */
  readonly isSilent: boolean;
  /** When its rows are purged, unless somebody does something to it before; null once they are. */
  readonly purgedFrom: number | null;
  /** Whether whoever asks may decide about its rows. */
  readonly mine: boolean;
}

/** A review with how its rows stand. */
export async function getReview(context: ServiceContext, { reviewId }: { reviewId: string }): Promise<Outcome<ReviewView, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  const q = context.store.reads;
  const review = await findReview(q, reach, reviewId);
  if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
  return accept(viewOf(context, review, review.summary ?? (await summaryOf(q, reach.regionCode, reviewId))));
}

/** The files within reach that were uploaded to be looked at, newest first. */
export async function listReviews(context: ServiceContext, { page, pageSize }: { page: number; pageSize: number }): Promise<{ rows: ReviewView[]; total: number }> {
  const reach = permit(context, 'import:review');
  const q = context.store.reads;
  const { rows, total } = await listHeads(q, reach, { limit: pageSize, offset: (page - 1) * pageSize });
  const views: ReviewView[] = [];
  for (const review of rows) views.push(viewOf(context, review, review.summary ?? (await summaryOf(q, reach.regionCode, review.id))));
  return { rows: views, total };
}

function viewOf(context: ServiceContext, { startedBy: _, ...review }: ReviewHead, summary: ReviewSummary): ReviewView {
  const isWorking = review.status === 'reading' || review.status === 'applying';
  const isSilent = isWorking && review.heardAt < context.now() - reviewSilenceMs;
  return { ...review, summary, isSilent, purgedFrom: review.purgedAt === null ? review.touchedAt + keptMs : null, mine: allows(context.actor, scopeOfKind[review.kind]) };
}
