import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseError, type Store, type Tx } from '@/db';
import { dialect } from '@/db/columns';
import { prepared } from '@/db/prepared';
import { team } from '@/db/schema';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const findCapacity = prepared(['id'], (q, { id }) => q.select({ capacity: team.capacity }).from(team).where(eq(team.id, id)));
const capacityOf = async (q: Parameters<typeof findCapacity>[0], id: string) => (await findCapacity(q, { id }))[0]?.capacity;
const teamOf = async (tx: Tx) => (await tx.select().from(team).where(eq(team.id, district.team.id)))[0] ?? {};

describe(`what is sent without waiting on ${dialect}`, () => {
  test('an append is seen by whatever is asked next in its transaction, and by nobody when the work throws', async () => {
    const undone = store.transaction(async (tx) => {
      await tx.append(team, [{ ...(await teamOf(tx)), id: 'line-1', capacity: 7 }]);
      expect(await capacityOf(tx, 'line-1')).toBe(7);
      throw new Error('thought better of it');
    });
    await expect(undone).rejects.toThrow('thought better of it');
    expect(await capacityOf(store.reads, 'line-1')).toBeUndefined();
  });

  test('an append that cannot be written keeps everything else of its transaction from being committed', async () => {
    const unwritable = store.transaction(async (tx) => {
      const row = await teamOf(tx);
      await tx.append(team, [{ ...row, id: 'line-9' }]);
      await tx.append(team, [{ ...row, id: { not: 'a text' } }]);
    });
    await expect(unwritable).rejects.toThrow();
    expect(await capacityOf(store.reads, 'line-9')).toBeUndefined();
  });

  test('what is asked when its transaction is over is refused, and stands nowhere', async () => {
    let late = Promise.resolve('not asked');
    const undone = store.transaction(async (tx) => {
      const row = await teamOf(tx);
      late = (async () => {
        for (let more = 0; more < 50; more += 1) await tx.append(team, [{ ...row, id: `late-${more}` }]);
        for (let more = 0; more < 50; more += 1) await tx.update(team).set({ capacity: 99 }).where(eq(team.id, district.team.id));
        return 'stands';
      })().catch(() => 'refused');
      throw new Error('thought better of it');
    });
    await expect(undone).rejects.toThrow('thought better of it');
    expect(await late).toBe('refused');
    expect(await capacityOf(store.reads, 'late-0')).toBeUndefined();
    expect(await capacityOf(store.reads, district.team.id)).not.toBe(99);
  });

  test('an append that the database refuses is what the transaction fails with, whether something is asked afterwards or not', async () => {
    const twice = (isAskedAfterwards: boolean) =>
      store.transaction(async (tx) => {
        await tx.append(team, [{ ...(await teamOf(tx)), id: 'line-2' }]);
        await tx.append(team, [await teamOf(tx)]);
        if (isAskedAfterwards) await capacityOf(tx, 'line-2');
      });
    for (const isAskedAfterwards of [false, true]) {
      const refused: unknown = await twice(isAskedAfterwards).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(DatabaseError);
      expect(refused).toMatchObject({ problem: 'unique' });
    }
    expect(await capacityOf(store.reads, 'line-2')).toBeUndefined();
  });

  test('of two that are asked together the one that failed by itself is what the transaction fails with, however late it is heard of', async () => {
    const together = store.transaction(async (tx) => {
      const row = await teamOf(tx);
      const refused = (async () => {
        await tx.insert(team).values(row as typeof team.$inferInsert);
      })();
      const heardLate = refused.then((value) => value).then((value) => value).then((value) => value);
      await Promise.all([heardLate, tx.update(team).set({ capacity: 3 }).where(eq(team.id, district.team.id)), tx.append(team, [{ ...row, id: 'line-5' }])]);
    });
    const failure: unknown = await together.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseError);
    expect(failure).toMatchObject({ problem: 'unique' });
    expect(await capacityOf(store.reads, 'line-5')).toBeUndefined();
  });

  test('hundreds of appends, and many rows at once between them, stand in their order', async () => {
    const rowsOf = (row: object, from: number, count: number) => Array.from({ length: count }, (_, at) => ({ ...row, id: `many-${from + at}`, capacity: from + at }));
    await store.transaction(async (tx) => {
      const row = await teamOf(tx);
      for (let at = 0; at < 150; at += 1) await tx.append(team, rowsOf(row, at, 1));
      await Promise.all([tx.append(team, rowsOf(row, 150, 40)), capacityOf(tx, 'many-0')]);
      await tx.append(team, rowsOf(row, 190, 10));
      expect(await capacityOf(tx, 'many-199')).toBe(199);
    });
    const [counted] = await store.reads.rows<{ rows: number; capacities: number }>(sql`select count(*) as rows, sum(capacity) as capacities from team where id like 'many-%'`);
    expect({ rows: Number(counted?.rows), capacities: Number(counted?.capacities) }).toEqual({ rows: 200, capacities: 19_900 });
  });

  test('questions of one moment are answered each for itself, also beside one that fails', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? district.team.id : district.foreignTeam.id));
    const failing = store.reads.rows(sql`select nothing from nowhere`).then(
      () => 'answered',
      () => 'failed',
    );
    const answers = await Promise.all(ids.map((id) => capacityOf(store.reads, id)));
    expect(answers).toEqual(ids.map(() => 2000));
    expect(await failing).toBe('failed');
  });

  test('a connection that breaks fails the work that has it, and nobody else', async () => {
    // SQLite has no connection that could break.
    if (dialect !== 'postgres') return;
    const broken = store.transaction(async (tx) => {
      await tx.append(team, [{ ...(await teamOf(tx)), id: 'line-3' }]);
      await tx.rows(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(broken).rejects.toThrow();
    expect(await capacityOf(store.reads, 'line-3')).toBeUndefined();
    await store.transaction(async (tx) => tx.append(team, [{ ...(await teamOf(tx)), id: 'line-4', capacity: 4 }]));
    expect(await capacityOf(store.reads, 'line-4')).toBe(4);
  });
});
