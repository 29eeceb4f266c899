'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

/** One referral. Each reading is noted for the resident, so it is not read again by itself. */
export function useReferral(referralId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.referral.detail.queryOptions({ referralId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
}

export type ReferralDetail = NonNullable<ReturnType<typeof useReferral>['data']>;
