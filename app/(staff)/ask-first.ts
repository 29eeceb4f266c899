import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '@/app/_trpc/client';

type Ask = (queries: QueryClient, api: Api, asked: URLSearchParams) => Promise<void> | undefined;

const everybody: Ask = (queries, api) => queries.prefetchQuery(api.me.self.queryOptions());

/** By the screen's address. Each is what `askAhead` or `next.config.mjs` has had the browser ask with the page, and what the screen itself asks first. */
const screens: Readonly<Record<string, Ask>> = {
  '/worklist': (queries, api, asked) => (asked.has('of') ? undefined : queries.prefetchQuery(api.worklist.tiles.queryOptions({ mine: true }))),
  '/referrals/detail': (queries, api, asked) => {
    const referralId = asked.get('id');
    return referralId ? queries.prefetchQuery(api.referral.detail.queryOptions({ referralId })) : undefined;
  },
};

/**
 * Takes what was asked ahead while the frame is still being made, so that a screen is drawn with its content at once, not first without
 * and a quarter of a second later anew. A query that the screen then asks is the same one and is not asked twice.
 */
export function askFirst(queries: QueryClient, api: Api, { pathname, search }: Pick<Location, 'pathname' | 'search'>): void {
  const asked = new URLSearchParams(search);
  void everybody(queries, api, asked);
  void screens[pathname]?.(queries, api, asked);
}
