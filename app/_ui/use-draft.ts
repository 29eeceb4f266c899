'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';

const prefix = 'gatekeeper.draft.';
const ownerKey = 'gatekeeper.draft-owner';
const changed = 'gatekeeper:draft';

/**
 * A form that keeps itself in this browser until it is sent. `initial` and the draft are plain JSON.
 *
 * @returns the draft, a setter, and `clear`, to be called once the form was accepted.
 */
export function useDraft<T>(key: string, initial: T): [draft: T, setDraft: (next: T) => void, clear: () => void] {
  const name = prefix + key;
  const raw = useSyncExternalStore(subscribe, () => read(name), () => null);
  const draft = useMemo(() => completed(parse(raw), initial), [raw, initial]);
  const setDraft = useCallback((next: T) => write(name, JSON.stringify(next)), [name]);
  const clear = useCallback(() => write(name, null), [name]);
  return [draft, setDraft, clear];
}

/** A draft that an earlier version of the form kept lacks what was added since. */
function completed<T>(kept: unknown, initial: T): T {
  if (kept === null) return initial;
  const hasFields = typeof initial === 'object' && typeof kept === 'object' && !Array.isArray(kept);
  return hasFields ? { ...initial, ...kept } : (kept as T);
}

/** Drafts hold what patients told; they go when their owner signs out, or when someone else signs in here. */
export function clearDrafts(): void {
  for (const name of Object.keys(window.localStorage).filter((each) => each.startsWith(prefix))) write(name, null);
}

export function claimDrafts(owner: string): void {
  if (read(ownerKey) !== owner) clearDrafts();
  write(ownerKey, owner);
}

// Browsers that keep nothing (private windows, full storage) still have to let people work: the page itself remembers.
const memory = new Map<string, string | null>();

function subscribe(notify: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== null) memory.delete(event.key);
    notify();
  };
  window.addEventListener(changed, notify);
  window.addEventListener('storage', onStorage);
  return () => {
    window.removeEventListener(changed, notify);
    window.removeEventListener('storage', onStorage);
  };
}

function read(name: string): string | null {
  const held = memory.get(name);
  if (held !== undefined) return held;
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, text: string | null): void {
  memory.set(name, text);
  try {
    if (text === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, text);
  } catch {
    // Kept in memory until the page is left.
  }
  window.dispatchEvent(new Event(changed));
}

function parse(raw: string | null): unknown {
  try {
    return raw === null ? null : JSON.parse(raw);
  } catch {
    return null;
  }
}
