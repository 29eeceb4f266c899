'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Scope } from '@/server/domain/permission/scopes';
import { useHydrated } from './in-browser';

/**
 * Who is signed in; undefined until it is known. The shell asks first and may have its answer before the page inside it has
 * been hydrated, so that the page must begin from the same nothing as its static HTML did.
 */
export function useSelf() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.me.self.queryOptions(undefined, { staleTime: 300_000 }));
  return useHydrated() ? data : undefined;
}

/** Whether the signed-in person may do something, for showing what leads to it; the procedures decide for themselves. */
export function useScopes(): (scope: Scope) => boolean {
  const self = useSelf();
  return (scope) => self?.scopes.includes(scope) ?? false;
}
