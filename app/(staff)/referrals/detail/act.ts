'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ReferralDetail } from '../use-referral';

export interface ActProps {
  readonly shown: ReferralDetail;
  readonly onClose: () => void;
}

/** What every act does once it is done: whatever the screen shows is read anew, because an act moves lists, places and counts alike. */
export function useReload(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
}

/** The same, once what was typed has been forgotten. */
export function useActed(clear: () => void): () => Promise<void> {
  const reload = useReload();
  return async () => {
    clear();
    await reload();
  };
}
