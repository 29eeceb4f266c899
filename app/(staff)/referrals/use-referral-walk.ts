'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type Steps, useWalk } from '@/app/_ui/use-walk';

const key = 'gatekeeper.referral-walk';

/** Keeps the order in which a list shows its referrals, for whoever opens one of them in this window and goes on to the next. */
export function rememberWalk(ids: readonly string[]): void {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(ids));
  } catch {
    // Without storage there are no neighbours to go to.
  }
}

/** Previous and next of a referral as the list showed them, by button and by K and J; at the ends there is no further. */
export function useReferralWalk(id: string): Steps & { readonly count: number } {
  const router = useRouter();
  const [ids] = useState(recall);
  const steps = useWalk({ keys: ids, at: id, page: 1, pages: 1, onGo: (place) => router.push(`/referrals/detail?id=${encodeURIComponent(place)}`) });
  return { ...steps, count: ids.length };
}

function recall(): readonly string[] {
  if (typeof window === 'undefined') return [];
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
