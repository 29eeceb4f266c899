import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import { imports as copy } from '@/app/_copy/imports';
import { sentenceOf } from '@/app/_copy/refusals';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { keptDays } from '@/server/domain/import/review';
import type { Refusal } from '@/server/domain/kernel/outcome';
import styles from '../imports.module.css';
import { rowsWhere } from '../summary';
import type { Review } from './filters';

/** How far a file is, and what somebody has to know before they decide about its rows. */
export function ReviewState({ review }: { readonly review: Review }) {
  const { purgedAt, purgedFrom, status, isSilent } = review;
  if (purgedAt !== null) return <p className={styles.notice}>{copy.review.purged(keptDays)}</p>;
  return (
    <>
      <Work review={review} />
      {isSilent ? <p className={styles.notice} role="alert">{`${copy.review.silent}${status === 'reading' ? copy.review.silentReading : copy.review.silentApplying}`}</p> : null}
      {status === 'ready' || status === 'applied' ? <LostDigits reviewId={review.id} /> : null}
      {status === 'ready' && purgedFrom !== null ? <p>{copy.review.purgeNote(formatInstant(purgedFrom).slice(0, 10))}</p> : null}
    </>
  );
}

function Work({ review }: { readonly review: Review }) {
  const { status, rowsRead, summary, problem } = review;
  if (status === 'reading') return <p role="status">{copy.review.reading(rowsRead)}</p>;
  if (status === 'interrupted') return <p className={styles.notice}>{copy.review.interrupted}</p>;
  if (status === 'failed') return <p className={styles.notice}>{problem?.startsWith('{') ? `${copy.review.broken}${sentenceOf(JSON.parse(problem) as Refusal)}` : copy.review.internal}</p>;
  if (status !== 'applying') return null;
  const decided = rowsWhere(summary, ({ decision, result }) => result !== null || (decision !== null && decision !== 'discard'));
  const done = rowsWhere(summary, ({ result }) => result !== null);
  return (
    <div>
      <Progress percent={decided === 0 ? 0 : Math.floor((done / decided) * 100)} status="active" aria-label={copy.review.bar.apply} />
      <p role="status">{copy.review.applying(done, decided)}</p>
    </div>
  );
}

/** Whoever sees one such row has to mend the file, not the row. */
function LostDigits({ reviewId }: { readonly reviewId: string }) {
  const trpc = useTRPC();
  const rejected = useQuery(trpc.importReview.rows.queryOptions({ reviewId, class: 'rejected', page: 1, pageSize: 20 }));
  const lost = rejected.data?.rows.filter(({ reasons }) => reasons.some(({ code }) => code === 'import.digits_lost')).length ?? 0;
  if (lost === 0 || !rejected.data) return null;
  return (
    <p className={styles.notice} role="alert">
      {copy.review.digits(lost === rejected.data.rows.length ? rejected.data.total : lost)}
    </p>
  );
}
