import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { imports as copy } from '@/app/_copy/imports';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { ExportButton } from '@/app/_ui/export-button';
import { RefusalList } from '@/app/_ui/refusal-list';
import styles from '../imports.module.css';
import { rowsWhere } from '../summary';
import type { Review } from './filters';

/** What will happen, always in sight, and the act itself. */
export function ReviewBar({ review }: { readonly review: Review }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isDropping, setIsDropping] = useState(false);
  const refresh = () => void queries.invalidateQueries(trpc.importReview.pathFilter());
  const carryOut = useMutation(trpc.importReview.carryOut.mutationOptions({ onSettled: refresh }));
  const drop = useMutation(trpc.importReview.drop.mutationOptions({ onSuccess: () => setIsDropping(false), onSettled: refresh }));
  const { bar } = copy.review;
  const { id: reviewId, status, isSilent } = review;
  const plan = planOf(review);
  const isResuming = status === 'applying' && isSilent;
  return (
    <div className={styles.bar} role="region" aria-label={bar.label}>
      <p aria-live="polite">{textOf(review, plan)}</p>
      <div className={styles.actions}>
        {plan.rest > 0 && status !== 'reading' ? <ExportButton name="review-leftovers" query={{ reviewId }} label={bar.leftovers} /> : null}
        {status === 'ready' || status === 'failed' || status === 'interrupted' ? <Button onClick={() => setIsDropping(true)}>{bar.drop}</Button> : null}
        {status === 'ready' || isResuming ? (
          <Button type="primary" disabled={plan.writes === 0} loading={carryOut.isPending} onClick={() => carryOut.mutate({ reviewId })}>
            {carryOut.isPending ? bar.working : isResuming ? bar.resume : bar.apply}
          </Button>
        ) : null}
      </div>
      <RefusalList error={carryOut.error} />
      {isDropping ? (
        <ConfirmDialog title={bar.drop} text={bar.dropText} confirm={bar.dropped} working={copy.review.bulk.working} cancel={copy.review.bulk.cancel} mutation={drop} onConfirm={() => drop.mutate({ reviewId })} onClose={() => setIsDropping(false)} />
      ) : null}
    </div>
  );
}

function planOf({ summary }: Review) {
  const waiting = (holds: (group: Parameters<Parameters<typeof rowsWhere>[1]>[0]) => boolean) => rowsWhere(summary, (group) => group.result === null && holds(group));
  const creates = waiting(({ class: rowClass, decision }) => decision === 'distinct' || (decision === 'take' && rowClass === 'new'));
  const changes = waiting(({ class: rowClass, decision }) => decision === 'take' && rowClass === 'changed');
  const same = waiting(({ decision }) => decision === 'same');
  return {
    ...{ creates, changes, same, writes: creates + changes + same },
    discards: waiting(({ decision }) => decision === 'discard'),
    open: waiting(({ isOpen }) => isOpen),
    done: rowsWhere(summary, ({ result }) => result === 'done'),
    held: rowsWhere(summary, ({ result }) => result === 'held'),
    refused: rowsWhere(summary, ({ result }) => result === 'refused'),
    rest: rowsWhere(summary, ({ class: rowClass, result }) => rowClass === 'rejected' || rowClass === 'elsewhere' || result === 'refused'),
  };
}

function textOf({ kind }: Review, plan: ReturnType<typeof planOf>): string {
  const { bar } = copy.review;
  // A close match that is the same person is changed; in a file of contracts they are signed.
  const [created, changed] = kind === 'residents' ? [plan.creates, plan.changes + plan.same] : [plan.creates + plan.same, plan.changes];
  const parts = [created > 0 ? (kind === 'residents' ? bar.register(created) : bar.sign(created)) : '', changed > 0 ? bar.change(changed) : '', plan.discards > 0 ? bar.discard(plan.discards) : ''].filter((part) => part !== '');
  const over = plan.done + plan.held + plan.refused > 0 ? bar.over(plan.done, plan.held, plan.refused) : '';
  const will = parts.length > 0 ? bar.will(parts.join('、')) : over === '' ? bar.nothing : '';
  return [over, will, plan.open > 0 ? bar.open(plan.open) : ''].filter((part) => part !== '').join(' ');
}
