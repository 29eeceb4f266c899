'use client';

import { useEffect } from 'react';

/** A place in a paged list, as the URL holds it: a row's key, or 'first' or 'last' for an end of a page that is still to be read. */
export type WalkPlace = string;

interface Walk {
  /** The keys of the rows of this page; none while it is read. */
  readonly keys: readonly string[];
  /** Where one stands; empty: nowhere. */
  readonly at: WalkPlace;
  readonly page: number;
  readonly pages: number;
  readonly onGo: (place: WalkPlace, page: number) => void;
}

export interface Steps {
  /** -1 while nothing is open. */
  readonly index: number;
  /** Null at the ends of the list. */
  readonly next: (() => void) | null;
  readonly previous: (() => void) | null;
}

/** Next and previous through a list that the server pages, by button and by the keys J and K, over the borders of pages. */
export function useWalk({ keys, at, page, pages, onGo }: Walk): Steps {
  const index = at === 'first' ? (keys.length > 0 ? 0 : -1) : at === 'last' ? keys.length - 1 : keys.indexOf(at);
  const stepTo = (place: number): (() => void) | null => {
    if (index < 0) return null;
    const key = keys[place];
    if (key !== undefined) return () => onGo(key, page);
    if (place < 0) return page > 1 ? () => onGo('last', page - 1) : null;
    return page < pages ? () => onGo('first', page + 1) : null;
  };
  const next = stepTo(index + 1);
  const previous = stepTo(index - 1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'j' || event.key === 'J') next?.();
      if (event.key === 'k' || event.key === 'K') previous?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [next, previous]);
  return { index, next, previous };
}

/** Whether keys go into a field, and are no commands. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
