import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Queryable } from '@/db';
import { CommitQueue } from '@/db/commit-queue';

/** A queue whose works say nothing to the database: what is looked at here is the order in which it lets them work. */
function emptyQueue() {
  const writer = new Database(':memory:');
  return new CommitQueue(writer, {} as object as Queryable);
}

describe('work that gives way', () => {
  test('comes after all others that wait, and comes though more of them keep coming', async () => {
    const queue = emptyQueue();
    const order: string[] = [];
    const work = (name: string) => () => Promise.resolve(void order.push(name));
    const more = queue.run(work('import'), { givesWay: true });
    const first = queue.run(async () => {
      order.push('booking 1');
      // It comes while the first is being done.
      void queue.run(work('booking 3'));
      await setImmediate();
    });
    const second = queue.run(work('booking 2'));
    await Promise.all([more, first, second]);
    await queue.drained();
    expect(order).toEqual(['booking 1', 'booking 2', 'import', 'booking 3']);
  });

  test('hears that somebody waits, and not before', async () => {
    const queue = emptyQueue();
    const heard = await queue.run(
      async (tx) => {
        const before = tx.isAwaited();
        const booking = queue.run(() => Promise.resolve());
        void booking;
        await setImmediate();
        return [before, tx.isAwaited()];
      },
      { givesWay: true },
    );
    expect(heard).toEqual([false, true]);
    await queue.drained();
  });

  test('is undone alone when it fails', async () => {
    const queue = emptyQueue();
    const [failed, done] = await Promise.allSettled([
      queue.run(() => Promise.reject(new Error('the file broke off')), { givesWay: true }),
      queue.run(() => Promise.resolve('booked')),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'the file broke off' } });
    expect(done).toEqual({ status: 'fulfilled', value: 'booked' });
  });
});
