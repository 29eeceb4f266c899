'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { ReferralDetail } from '../use-referral';

export interface ActProps {
  readonly shown: ReferralDetail;
  readonly onClose: () => void;
}

/** What every act does once it is done: everything about referrals, slots and the worklist is read anew. */
export function useReload(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    await Promise.all([trpc.referral.pathFilter(), trpc.quota.pathFilter(), trpc.worklist.pathFilter()].map((filter) => queries.invalidateQueries(filter)));
  };
}
