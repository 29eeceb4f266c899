'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { useUrlFilters } from '@/app/_ui/url-filters';

const noFilters = { of: 'mine' };

/**
 * What waits for the person's own teams, or for all of the institution, as the address says.
 *
 * @param refetchInterval how often to ask anew (ms); left out by whoever only reads what another part of the screen keeps fresh.
 */
export function useTiles(refetchInterval?: number) {
  const trpc = useTRPC();
  const [{ of }, setFilters] = useUrlFilters(noFilters);
  const mine = of === 'mine';
  const tiles = useQuery(trpc.worklist.tiles.queryOptions({ mine }, refetchInterval === undefined ? {} : { refetchInterval }));
  return { tiles, mine, setMine: (isMine: boolean) => setFilters({ of: isMine ? 'mine' : 'institution' }) };
}
