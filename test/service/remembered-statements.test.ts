import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import { openSqlite } from '@/db/sqlite';

let folder: string;
let store: Store;
const prepare = vi.spyOn(Database.prototype, 'prepare');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remembered-'));
  store = openSqlite(join(folder, 'data.db'));
  prepare.mockClear();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const timesPrepared = (part: string) => prepare.mock.calls.filter(([text]) => text.includes(part)).length;

test('what is asked again is prepared once, however its rows are wanted', async () => {
  for (const value of [1, 2, 3]) expect(await store.reads.rows(sql`select ${value} as often`)).toEqual([{ often: value }]);
  expect(timesPrepared('as often')).toBe(1);
});

test('a list of thousands is not remembered: hundreds of such texts are hundreds of megabytes', async () => {
  const values = Array.from({ length: 4_000 }, (_, at) => at);
  const long = sql`select count(*) as known where 7 in (${sql.join(values.map((value) => sql`${value}`), sql`, `)})`;
  for (let again = 0; again < 2; again += 1) expect(await store.reads.rows(long)).toEqual([{ known: 1 }]);
  expect(timesPrepared('as known')).toBe(2);
});
