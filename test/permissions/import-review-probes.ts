import type { Probe } from './probe';

const paging = { page: 1, pageSize: 20 };

export const importReviewProbes: readonly Probe[] = [
  { path: 'importReview.list', kind: 'list', input: () => paging, marks: ({ reviewId }) => [reviewId] },
  { path: 'importReview.get', kind: 'named', input: ({ reviewId }) => ({ reviewId }) },
  { path: 'importReview.rows', kind: 'named', input: ({ reviewId }) => ({ reviewId, ...paging }) },
  { path: 'importReview.decide', kind: 'named', input: ({ reviewId }) => ({ reviewId, rowNumber: 2, version: 1, decision: 'discard', residentId: null }) },
  { path: 'importReview.decideAll', kind: 'named', input: ({ reviewId }) => ({ reviewId, rowClass: 'new', decision: 'discard' }) },
  { path: 'importReview.carryOut', kind: 'named', input: ({ reviewId }) => ({ reviewId }) },
  { path: 'importReview.drop', kind: 'named', input: ({ reviewId }) => ({ reviewId }) },
];
