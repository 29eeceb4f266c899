import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store, Tx } from '@/db';
import { region } from '@/db/schema';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const add = (code: string, name = code) => (tx: Tx) => tx.insert(region).values({ regionCode: code, name }).then(() => code);
const names = async () => (await store.reads.select().from(region)).map((row) => row.regionCode).sort();

describe('a transaction', () => {
  test('is visible to readers once it is answered', async () => {
    await store.transaction(add('100000'));
    expect(await names()).toContain('100000');
  });

  test('that fails leaves nothing, and the ones that arrived with it are kept', async () => {
    const together = await Promise.allSettled([
      store.transaction(add('200001')),
      store.transaction(async (tx) => {
        await add('200002')(tx);
        throw new Error('changed my mind');
      }),
      store.transaction(add('200001', 'twice')),
      store.transaction(add('200003')),
    ]);
    const [first, thrown, second, last] = together;
    expect([thrown?.status, last?.status]).toEqual(['rejected', 'fulfilled']);
    // Which of the two with the same key comes first is the engine's affair; that one of them loses is not.
    expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect([first, second].find((one) => one?.status === 'rejected')).toMatchObject({ reason: { name: 'DatabaseError', problem: 'unique' } });
    expect(await names()).toEqual(expect.arrayContaining(['200001', '200003']));
    expect(await names()).not.toContain('200002');
  });

  test('that fails tells a log nothing of the values it carried', async () => {
    await store.transaction(add('250000'));
    const failed: unknown = await store.transaction(add('250000', '陌生人')).catch((error: unknown) => error);
    expect(failed).toMatchObject({ problem: 'unique' });
    expect(inspect(failed, { depth: 10 })).not.toContain('陌生人');
    const unknown: unknown = await store.transaction((tx) => tx.rows(sql`select no_such_column from region where name = ${'陌生人'}`)).catch((error: unknown) => error);
    expect(inspect(unknown, { depth: 10 })).toMatch(/no_such_column/);
    expect(inspect(unknown, { depth: 10 })).not.toContain('陌生人');
  });

  test('cannot be nested', async () => {
    await expect(store.transaction(() => store.transaction(add('300000')))).rejects.toThrow(/pass tx down/);
  });

  test('refuses use after its end', async () => {
    let leaked: Tx | null = null;
    await store.transaction(async (tx) => {
      leaked = tx;
      await add('400000')(tx);
    });
    expect(() => (leaked as unknown as Tx).select()).toThrow(/has ended/);
  });

  test('settles a race by who comes first: of twenty, one wins', async () => {
    await store.transaction(add('500000', 'free'));
    const attempts = Array.from({ length: 20 }, (_, contender) =>
      store.transaction(async (tx) => {
        const [row] = await tx.select().from(region).where(eq(region.regionCode, '500000'));
        if (row?.name !== 'free') return null;
        await tx.update(region).set({ name: `taken by ${contender}` }).where(eq(region.regionCode, '500000'));
        return contender;
      }),
    );
    const winners = (await Promise.all(attempts)).filter((winner) => winner !== null);
    expect(winners).toHaveLength(1);
  });
});
