'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';

/** What the region calls its service packages, by their codes; nothing is called anything until that is known. */
export function usePackageNames(): Readonly<Record<string, string>> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.policy.packageNames.queryOptions(undefined, { staleTime: 300_000 }));
  return Object.fromEntries((data ?? []).map(({ code, name }) => [code, name]));
}
