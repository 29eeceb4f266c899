'use client';

import { useQuery } from '@tanstack/react-query';
import { imports as copy } from '@/app/_copy/imports';
import { labelOf, reviewKinds } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { formatInstant } from '@/app/_ui/moment';
import { ReviewBar } from './review-bar';
import { ReviewRows } from './review-rows';
import { ReviewState } from './review-state';
import { defaults } from './filters';

const busyMs = 800;

/** One uploaded file: what each row is, what is decided about it, and what became of it. */
export default function ReviewPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const reviewId = filters.id;
  const found = useQuery(
    trpc.importReview.get.queryOptions(
      { reviewId },
      { enabled: reviewId !== '', refetchInterval: ({ state }) => (state.data?.status === 'reading' || state.data?.status === 'applying' ? busyMs : false) },
    ),
  );
  const review = found.data;
  const back = <Link href="/imports">{copy.review.back}</Link>;
  if (!review) {
    return (
      <Page title={copy.review.title} actions={back}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  return (
    <Page
      title={`${copy.review.title}：${review.fileName}`}
      description={
        <>
          {labelOf(reviewKinds, review.kind)} · {copy.review.uploadedBy(review.startedByName, formatInstant(review.startedAt))} <StatusTag kind="review" value={review.status} />
        </>
      }
      actions={back}
    >
      <ReviewState review={review} />
      {review.purgedAt === null && review.mine ? <ReviewRows review={review} filters={filters} onChange={setFilters} /> : null}
      {review.purgedAt === null && review.mine ? <ReviewBar review={review} /> : null}
    </Page>
  );
}
