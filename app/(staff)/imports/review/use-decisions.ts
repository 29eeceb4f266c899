import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { RowDecision } from '@/server/domain/import/review';
import type { ReviewRow } from './filters';

/** Deciding about a row; whatever lists the rows is read again, also when somebody else was faster. */
export function useDecision(reviewId: string, onDone?: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries(trpc.importReview.pathFilter());
  const mutation = useMutation(trpc.importReview.decide.mutationOptions({ onSuccess: onDone, onSettled: refresh }));
  const decide = ({ rowNumber, version }: ReviewRow, decision: RowDecision | null, residentId: string | null = null) => mutation.mutate({ reviewId, rowNumber, version, decision, residentId });
  return { mutation, decide };
}
