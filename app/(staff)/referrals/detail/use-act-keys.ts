'use client';

import { useEffect } from 'react';

/** Opens acts by their keys, and closes the open one by Escape; keys that are typed into a field are the field's. */
export function useActKeys(keys: ReadonlyMap<string, () => void>, onEscape: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') return onEscape();
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const open = keys.get(event.key.toUpperCase());
      if (!open) return;
      // The key that opens a form is not its first character.
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, onEscape]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
