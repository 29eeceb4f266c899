import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { importBatch } from '@/db/schema';
import { visitColumns } from '@/server/domain/import/visit-columns';
import type { WorkbookRow } from '@/server/domain/kernel/workbook';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import { minuteMs } from '@/server/domain/kernel/instant';
import { importVisits } from '@/server/services/import/import-visits';
import { interruptImports } from '@/server/services/import/interrupt-imports';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { booksOf } from '../factories/books';
import { type District, mintDistrict } from '../factories/district';
import { type ManyVisits, columnsOf, manyVisits } from '../factories/many-visits';
import { freshStore } from '../factories/store';

let store: Store;
let url: string;
let drop: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  folder = await mkdtemp(join(tmpdir(), 'gatekeeper-faults-'));
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true });
});

const root = join(import.meta.dirname, '../..');
const count = 5000;
/** Two processes start and two imports run; beside other suites that takes a while. */
const patienceMs = 180_000;

async function manyOf(district: District): Promise<ManyVisits> {
  const people = [district.adult, district.elder, district.child];
  for (let at = 0; at < 200; at += 1) people.push(await district.addResident({ name: `居民${at}`, birthDay: `19${50 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`, insutype: at % 3 ? '310' : '390' }));
  return { regionCode: district.regionCode, count, people, places: [district.township, district.clinic, district.lead].map(({ code }) => ({ code })) };
}

const formats = {
  xlsx: (many: ManyVisits) => writeXlsx({ sheets: [{ name: '结算', columns: visitColumns.map((title) => ({ title, kind: 'text' })), rows: cellsOf(many) }] }),
  ndjson: (many: ManyVisits) => linesOf(many),
} as const;

async function* cellsOf(many: ManyVisits): AsyncGenerator<WorkbookRow> {
  for await (const row of manyVisits(many)) yield visitColumns.map((column) => columnsOf(row)[column]);
}

async function* linesOf(many: ManyVisits): AsyncGenerator<string> {
  for await (const row of manyVisits(many)) yield `${JSON.stringify(columnsOf(row))}\n`;
}

async function fileOf(format: keyof typeof formats, many: ManyVisits): Promise<string> {
  const path = join(folder, `${many.regionCode}.${format}`);
  await pipeline(Readable.from(formats[format](many)), createWriteStream(path));
  return path;
}

async function importFile(district: District, path: string) {
  const file = await openImport(path, ofFile(path), visitColumns, readVisitRow);
  if (!file.ok) throw new Error(JSON.stringify(file.refusals));
  return importVisits(district.contextFor('system'), file.value);
}

/** Starts the import in a process of its own and kills it without warning, some way into the transaction after `rows` rows. */
async function importAndKill(district: District, path: string, rows: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/faults/import-file-child.ts'), url, district.regionCode, path], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    expect(line).not.toBe('done');
    if (Number(line) < rows) continue;
    await setTimeout(30);
    child.kill('SIGKILL');
    break;
  }
  expect(((await ended) as [number | null, string | null])[1]).toBe('SIGKILL');
}

describe.each(['xlsx', 'ndjson'] as const)('an import of %s that is killed', (format) => {
  test('and begun again ends as one that nobody disturbed; until then it is told to be interrupted', async () => {
    const [quiet, disturbed] = [await mintDistrict(store), await mintDistrict(store)];
    const path = await fileOf(format, await manyOf(disturbed));
    await importAndKill(disturbed, path, 2000);
    const statuses = async () => (await store.reads.select().from(importBatch).where(eq(importBatch.regionCode, disturbed.regionCode))).map((batch) => batch.status).sort();
    expect(await statuses()).toEqual(['running']);
    const system = disturbed.contextFor('system');
    // The child went by the clock on the wall.
    expect(await interruptImports({ ...system, now: () => Date.now() + minuteMs })).toEqual({ interrupted: 0 });
    expect(await interruptImports({ ...system, now: () => Date.now() + 11 * minuteMs })).toEqual({ interrupted: 1 });
    expect(await interruptImports({ ...system, now: () => Date.now() + 11 * minuteMs })).toEqual({ interrupted: 0 });
    expect(await statuses()).toEqual(['interrupted']);

    const last = await importFile(disturbed, path);
    expect(last).toMatchObject({ rowsRead: count, status: 'done', rejected: 0, conflicting: 0 });
    expect(last.alreadyHeld).toBeGreaterThanOrEqual(2000);
    expect(await statuses()).toEqual(['done', 'interrupted']);
    expect(await importFile(quiet, await fileOf(format, await manyOf(quiet)))).toMatchObject({ accepted: count });
    expect(await booksOf(store, disturbed.regionCode)).toEqual(await booksOf(store, quiet.regionCode));
    expect(await verifyLedger(system)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  }, patienceMs);
});
