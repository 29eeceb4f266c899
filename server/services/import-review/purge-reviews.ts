import { deleteReviewRows, listSilentReviews, listUntouchedReviews, moveReview, summaryOf } from '@/db/queries/import-review';
import { keptDays, keptMs, reviewSilenceMs, reviewStatuses } from '@/server/domain/import/review';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Says of reviews whose process died while it read the file that they were interrupted, so that somebody uploads it again. */
export async function interruptReviews(context: ServiceContext): Promise<{ interrupted: number }> {
  const { regionCode } = permit(context, 'import:review');
  const before = context.now() - reviewSilenceMs;
  let interrupted = 0;
  for (const id of await listSilentReviews(context.store.reads, regionCode, before)) {
    const outcome = await unitOfWork<null, GenericRefusal>(context, async ({ tx, audit }) => {
      if (!(await moveReview(tx, regionCode, id, ['reading'], { status: 'interrupted' }, before))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'review' } });
      await audit({ action: 'review.interrupted', subject: { kind: 'review', id } });
      return accept(null);
    });
    if (outcome.ok) interrupted += 1;
  }
  return { interrupted };
}

/** Purges the staged rows of reviews that nobody has touched for long; how they stood is kept. */
export async function purgeReviews(context: ServiceContext): Promise<{ purged: number }> {
  const { regionCode } = permit(context, 'import:review');
  let purged = 0;
  for (const id of await listUntouchedReviews(context.store.reads, regionCode, context.now() - keptMs)) {
    const outcome = await unitOfWork<null, GenericRefusal>(context, async ({ tx, audit }) => {
      const summary = await summaryOf(tx, regionCode, id);
      if (!(await moveReview(tx, regionCode, id, reviewStatuses, { summary, purgedAt: context.now() }))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'review' } });
      await deleteReviewRows(tx, regionCode, id);
      await audit({ action: 'review.purged', subject: { kind: 'review', id }, facts: { days: keptDays, summary } });
      return accept(null);
    });
    if (outcome.ok) purged += 1;
  }
  return { purged };
}
