import type { ReactNode } from 'react';
import { askAhead } from '@/app/_trpc/ask-ahead';

/** The first screen after signing in: what it shows is asked for with its scripts, not after them. */
export default function WorklistLayout({ children }: { readonly children: ReactNode }) {
  askAhead('worklist.tiles', { mine: true });
  return children;
}
