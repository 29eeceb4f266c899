'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '@/app/_trpc/client';
import { readNumber } from './identity';

/**
 * Looks the resident of a number up once the number is right; null when nobody of the region has it. The number travels in the
 * body of a request, never in an address, and each look-up is noted for the resident, so it is not repeated by itself.
 */
export function useResidentByNumber(certType: string, certNo: string) {
  const client = useTRPCClient();
  const normalized = readNumber(certType, certNo).identity?.normalized ?? null;
  return useQuery({
    queryKey: ['resident-by-number', certType, normalized],
    queryFn: () => client.resident.find.mutate({ certType, certNo: normalized ?? '' }),
    enabled: normalized !== null,
    staleTime: 120_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export type ResidentByNumber = ReturnType<typeof useResidentByNumber>;
