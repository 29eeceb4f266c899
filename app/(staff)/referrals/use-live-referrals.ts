'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';

/** However much happens, the screen looks anew at most this often. */
const restMs = 2_000;
/** A stream that was refused, by a full server or a proxy that allows none, is tried again after this. */
const retryMs = 60_000;

/**
 * Keeps what a screen shows of referrals fresh by the server's events. Only the tab that is looked at holds a stream, because browsers allow a site
 * few connections; coming back to it looks anew. Without a stream the screen has to ask by itself.
 *
 * @param isWanted false for whoever may not see referrals, and would be refused.
 * @returns whether the stream stands, and how often to ask (ms).
 */
export function useLiveReferrals(isWanted = true): { readonly isLive: boolean; readonly refetchInterval: number } {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    if (!isWanted) return;
    let source: EventSource | null = null;
    let pause: ReturnType<typeof setTimeout> | null = null;
    let again: ReturnType<typeof setTimeout> | null = null;
    const refresh = () => {
      pause ??= setTimeout(() => {
        pause = null;
        for (const filter of [trpc.referral.list.queryFilter(), trpc.referral.counts.queryFilter(), trpc.worklist.pathFilter()]) void queries.invalidateQueries(filter);
      }, restMs);
    };
    const close = () => {
      source?.close();
      source = null;
      if (again) clearTimeout(again);
      again = null;
    };
    const open = () => {
      if (source || document.visibilityState === 'hidden') return;
      const opened = new EventSource('/api/live/referrals');
      source = opened;
      opened.addEventListener('ready', () => {
        setLive(true);
        refresh();
      });
      opened.addEventListener('changed', refresh);
      opened.addEventListener('over', close);
      opened.addEventListener('error', () => {
        setLive(false);
        // A connection that broke is taken up again by the browser; an answer that was no stream is not.
        if (opened.readyState !== EventSource.CLOSED) return;
        close();
        again = setTimeout(open, retryMs);
      });
    };
    const turn = () => (document.visibilityState === 'hidden' ? close() : open());
    open();
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      if (pause) clearTimeout(pause);
      close();
    };
  }, [trpc, queries, isWanted]);
  return { isLive, refetchInterval: isLive || !isWanted ? 60_000 : 20_000 };
}
