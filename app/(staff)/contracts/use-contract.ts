'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

export function useContract(contractId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.contract.get.queryOptions({ contractId }));
}

export type ContractDetail = NonNullable<ReturnType<typeof useContract>['data']>;
