'use client';

import { useEffect, useEffectEvent } from 'react';
import { isTyping } from '@/app/_ui/use-walk';

export interface RowKeys {
  /** The rows in their order. */
  readonly ids: readonly string[];
  readonly onTake: ((id: string) => void) | null;
  readonly onChoose: ((id: string) => void) | null;
  /** The tab of that place, from 1. */
  readonly onTab: (place: number) => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

/**
 * A list that is worked through without a mouse. The current row is the one whose link has the focus, so that whoever hears the screen
 * hears the row, and Enter opens it as any link.
 */
export function useRowKeys(keys: RowKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    const current = currentOf(keys.ids);
    if (/^[1-9]$/.test(event.key)) return keys.onTab(Number(event.key));
    switch (event.key.toLowerCase()) {
      case 'j':
        return focusRow(keys.ids[Math.min(current + 1, keys.ids.length - 1)]);
      case 'k':
        return focusRow(keys.ids[Math.max(current - 1, 0)]);
      case 'o':
        return linkOf(keys.ids[current])?.click();
      case 'a':
        return act(keys.onTake, keys.ids[current]);
      case 'x':
        return act(keys.onChoose, keys.ids[current]);
      case '/':
        event.preventDefault();
        return keys.onSearch();
      case '?':
        return keys.onHelp();
    }
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** -1 while no row has the focus. */
function currentOf(ids: readonly string[]): number {
  const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-referral]');
  return ids.indexOf(row?.dataset.referral ?? '');
}

function linkOf(id: string | undefined): HTMLElement | null {
  return id === undefined ? null : document.querySelector<HTMLElement>(`[data-referral="${CSS.escape(id)}"]`);
}

function focusRow(id: string | undefined): void {
  const link = linkOf(id);
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

function act(deed: ((id: string) => void) | null, id: string | undefined): void {
  if (deed && id !== undefined) deed(id);
}
