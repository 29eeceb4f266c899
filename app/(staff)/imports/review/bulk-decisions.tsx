import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { imports as copy } from '@/app/_copy/imports';
import { rowClasses } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { type RowClass, type RowDecision, decisionsFor } from '@/server/domain/import/review';
import styles from '../imports.module.css';
import { rowsWhere } from '../summary';
import type { Review } from './filters';

/** Deciding about all rows of a class that nobody has decided about, and taking it back. */
export function BulkDecisions({ review, rowClass }: { readonly review: Review; readonly rowClass: RowClass }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<{ readonly decision: RowDecision | null; readonly title: string } | null>(null);
  const decideAll = useMutation(
    trpc.importReview.decideAll.mutationOptions({
      onSuccess: () => setAsked(null),
      onSettled: () => void queries.invalidateQueries(trpc.importReview.pathFilter()),
    }),
  );
  const name = rowClasses[rowClass];
  const { bulk } = copy.review;
  const open = rowsWhere(review.summary, (group) => group.class === rowClass && group.isOpen);
  const decided = rowsWhere(review.summary, (group) => group.class === rowClass && group.decision !== null && group.result === null);
  const titles: Readonly<Record<Exclude<RowDecision, 'same'>, string>> = { take: bulk.take(name, open), distinct: bulk.distinct(open), discard: bulk.discard(name, open) };
  const offered = decisionsFor(review.kind, rowClass).filter((decision) => decision !== 'same');
  if (offered.length === 0) return null;
  return (
    <div className={styles.actions}>
      {open > 0
        ? offered.map((decision) => (
            <Button key={decision} type={decision === 'take' ? 'primary' : 'default'} onClick={() => setAsked({ decision, title: titles[decision] })}>
              {titles[decision]}
            </Button>
          ))
        : null}
      {decided > 0 ? <Button onClick={() => setAsked({ decision: null, title: bulk.undo(name) })}>{bulk.undo(name)}</Button> : null}
      {asked ? (
        <ConfirmDialog
          title={asked.title}
          text={asked.decision === null ? bulk.confirmUndo : bulk.confirm}
          confirm={bulk.ok}
          working={bulk.working}
          cancel={bulk.cancel}
          mutation={decideAll}
          onConfirm={() => decideAll.mutate({ reviewId: review.id, rowClass, decision: asked.decision })}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  );
}
