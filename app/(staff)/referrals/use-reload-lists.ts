'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

/** Reads anew what screens show of referrals and of the day's work. */
export function useReloadLists(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    await Promise.all([trpc.referral.pathFilter(), trpc.worklist.pathFilter()].map((filter) => queries.invalidateQueries(filter)));
  };
}
