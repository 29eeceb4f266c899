'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Scope } from '@/server/domain/permission/scopes';

/** Whether the signed-in person may do something, for showing what leads to it; the procedures decide for themselves. */
export function useScopes(): (scope: Scope) => boolean {
  const trpc = useTRPC();
  const self = useQuery(trpc.me.self.queryOptions(undefined, { staleTime: 300_000 }));
  return (scope) => self.data?.scopes.includes(scope) ?? false;
}
