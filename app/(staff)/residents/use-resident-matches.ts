'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '@/app/_trpc/client';
import { readSearchText } from '@/server/domain/registry/read-search-text';

/** Long enough that whoever types on is waited for, short enough that nobody waits. */
const settleMs = 250;

/**
 * Residents by what stands in the box, once nobody types any more. What is typed travels in the body of a request, never in an address; a whole
 * number is noted for the resident, so nothing is asked twice by itself.
 */
export function useResidentMatches(typed: string) {
  const client = useTRPCClient();
  const text = typed.trim();
  const readAs = readSearchText(text).kind;
  const found = useQuery({
    queryKey: ['resident-search', text],
    queryFn: ({ signal }) => settle(signal).then(() => client.resident.search.mutate({ text })),
    enabled: readAs !== 'nothing',
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return { ...found, readAs, isEmpty: text === '' };
}

function settle(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, settleMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('typed on', 'AbortError'));
    });
  });
}
