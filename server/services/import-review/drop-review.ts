import { deleteReviewRows, findReview, moveReview, summaryOf } from '@/db/queries/import-review';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { scopeOfKind } from './reviewing';

/** Throws a review away: its rows are purged at once, what was applied of them stays. */
export function dropReview(context: ServiceContext, { reviewId }: { reviewId: string }): Promise<Outcome<null, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  return unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
    const review = await findReview(tx, reach, reviewId);
    if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
    permit(context, scopeOfKind[review.kind]);
    const summary = await summaryOf(tx, reach.regionCode, reviewId);
    const at = context.now();
    const dropped = { status: 'dropped', summary, purgedAt: at, touchedAt: at } as const;
    if (!(await moveReview(tx, reach.regionCode, reviewId, ['ready', 'failed', 'interrupted'], dropped))) return refuse({ code: 'review.not_open', facts: { status: review.status } });
    await deleteReviewRows(tx, reach.regionCode, reviewId);
    await audit({ action: 'review.dropped', subject: { kind: 'review', id: reviewId }, facts: { summary } });
    return accept(null);
  });
}
