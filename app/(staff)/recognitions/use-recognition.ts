'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

/** One recognition. Each reading is noted for the resident, so it is not read again by itself. */
export function useRecognition(recognitionId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.recognition.detail.queryOptions({ recognitionId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
}

export type RecognitionDetail = NonNullable<ReturnType<typeof useRecognition>['data']>;

/** What a step changes: recognitions, the visits they pay, the resident's page and the worklist are read anew. */
export function useReload(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    const filters = [trpc.recognition.pathFilter(), trpc.visit.pathFilter(), trpc.resident.pathFilter(), trpc.worklist.pathFilter()];
    await Promise.all(filters.map((filter) => queries.invalidateQueries(filter)));
  };
}
