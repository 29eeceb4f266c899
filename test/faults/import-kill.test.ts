import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { importBatch } from '@/db/schema';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { booksOf } from '../factories/books';
import { type District, mintDistrict } from '../factories/district';
import { type ManyVisits, manyVisits } from '../factories/many-visits';
import { freshStore } from '../factories/store';

let store: Store;
let url: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, url, drop } = await freshStore()));
afterAll(() => drop());

const root = join(import.meta.dirname, '../..');
const count = 12_000;

async function manyOf(district: District): Promise<ManyVisits> {
  const people = [district.adult, district.elder, district.child];
  for (let at = 0; at < 300; at += 1) people.push(await district.addResident({ name: `居民${at}`, birthDay: `19${50 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`, insutype: at % 3 ? '310' : '390' }));
  return { regionCode: district.regionCode, count, people, places: [district.township, district.clinic, district.lead].map(({ code }) => ({ code })) };
}

/** Starts the import in a process of its own and kills it without warning, some way into the transaction after `rows` rows. */
async function importAndKill(many: ManyVisits, rows: number, thenMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/faults/import-child.ts'), url, JSON.stringify(many)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    expect(line).not.toBe('done');
    if (Number(line) < rows) continue;
    await setTimeout(thenMs);
    child.kill('SIGKILL');
    break;
  }
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

test('killed in the middle, begun again, killed again: the end is that of an import nobody disturbed', async () => {
  const [quiet, disturbed] = [await mintDistrict(store), await mintDistrict(store)];
  const many = await manyOf(disturbed);
  await importAndKill(many, 2000, 40);
  const after = await booksOf(store, disturbed.regionCode);
  // Whole transactions are kept, parts of one are not; and what is kept is in the books.
  expect(after.visits).toBeGreaterThanOrEqual(2000);
  expect(after.visits % 2000).toBe(0);
  expect(after.adjudications).toHaveLength(after.visits);
  expect(await verifyLedger(disturbed.contextFor('system'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  await importAndKill(many, 6000, 30);

  const file = { fileName: 'many.csv', digest: 'many' };
  const last = await importVisits(disturbed.contextFor('system'), { ...file, rows: manyVisits(many) });
  expect(last).toMatchObject({ rowsRead: count, status: 'done', rejected: 0, conflicting: 0 });
  expect(last.alreadyHeld).toBeGreaterThanOrEqual(6000);
  await importVisits(quiet.contextFor('system'), { ...file, rows: manyVisits(await manyOf(quiet)) });
  expect(await booksOf(store, disturbed.regionCode)).toEqual(await booksOf(store, quiet.regionCode));
  expect(await verifyLedger(disturbed.contextFor('system'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  const batches = await store.reads.select().from(importBatch).where(eq(importBatch.regionCode, disturbed.regionCode));
  expect(batches.map((batch) => batch.status).sort()).toEqual(['done', 'interrupted', 'interrupted']);
});
