'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import { shell } from '@/app/_copy/shell';

/** Whether the browser has taken the page over. False while a static shell is made, and for the first drawing, which must equal it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(neverChanges, () => true, () => false);
}

/** What knows the day or the year: a static shell was made on the day of the build, and leaves its place to the browser. */
export function InBrowser({ children }: { readonly children: ReactNode }) {
  return useHydrated() ? children : <p role="status">{shell.loading}</p>;
}

function neverChanges(): () => void {
  return () => undefined;
}
