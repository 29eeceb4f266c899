'use client';

import { useRouter } from 'next/navigation';
import { useState, useSyncExternalStore } from 'react';
import { type Steps, useWalk } from '@/app/_ui/use-walk';

const key = 'gatekeeper.referral-walk';
const homeKey = 'gatekeeper.referral-list';
const list = '/referrals';

/** Keeps the order in which a list shows its referrals, for whoever opens one of them in this window and goes on to the next. */
export function rememberWalk(ids: readonly string[]): void {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(ids));
    window.sessionStorage.setItem(homeKey, window.location.search);
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

/** The list as one left it, with its tab and filters; the list as it opens for whoever comes from elsewhere. */
export function useListAddress(): string {
  const query = useSyncExternalStore(neverChanges, recallQuery, () => '');
  return `${list}${query}`;
}

function recallQuery(): string {
  try {
    return window.sessionStorage.getItem(homeKey) ?? '';
  } catch {
    return '';
  }
}

function neverChanges(): () => void {
  return () => undefined;
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
