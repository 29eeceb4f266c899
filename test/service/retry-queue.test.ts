import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { RetryQueue } from '@/db/retry-queue';

/** A pool without a server behind it: what is looked at here is the order in which the queue lets work begin. */
function poolOfNobody(): pg.Pool {
  const connection = { query: () => Promise.resolve({ rows: [] }), release: () => undefined };
  return { connect: () => Promise.resolve(connection) } as object as pg.Pool;
}

/** Runs works of some length that were undone at once; answers in which order they began, and how many ran at the same time at most. */
async function queued(lengths: readonly number[]): Promise<{ readonly order: number[]; readonly most: number }> {
  const queue = new RetryQueue(poolOfNobody());
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (at: number, length: number): Promise<void> => {
    order.push(at);
    running += 1;
    most = Math.max(most, running);
    await setTimeout(length);
    running -= 1;
  };
  await Promise.all(lengths.map((length, at) => queue.inTurn(() => work(at, length))));
  return { order, most };
}

test('retries go one at a time however many wait, though all together take longer than anybody waits for one', { timeout: 20_000 }, async () => {
  expect(await queued([500, 500, 500, 500, 500, 500, 500])).toEqual({ order: [0, 1, 2, 3, 4, 5, 6], most: 1 });
});

test('behind work of minutes nobody waits longer than two seconds, and who comes after is still in turn', { timeout: 20_000 }, async () => {
  const begun = performance.now();
  const { order, most } = await queued([3_500, 400, 400, 400]);
  expect({ order, most }).toEqual({ order: [0, 1, 2, 3], most: 2 });
  expect(performance.now() - begun).toBeLessThan(5_000);
});
