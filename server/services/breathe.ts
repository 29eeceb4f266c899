import { setImmediate } from 'node:timers/promises';

/** Slices of a list, with a turn for whoever else waits in this process between them: long work must not stop the rest. */
export async function* inSlices<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) {
    if (from > 0) await setImmediate();
    yield items.slice(from, from + size);
  }
}
