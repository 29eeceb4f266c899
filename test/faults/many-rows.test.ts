import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { doctorLoad, importReviewRow, resident } from '@/db/schema';
import { residentFileColumns } from '@/server/domain/import/registry-columns';
import { reviewSilenceMs } from '@/server/domain/import/review';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { csvOf } from '@/server/domain/kernel/csv';
import { readResidentRow } from '@/server/integration/his/registry-rows';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRows } from '@/server/services/import-review/decide-rows';
import { reviewedResidents } from '@/server/services/import-review/kinds';
import { interruptReviews } from '@/server/services/import-review/purge-reviews';
import { startReview } from '@/server/services/import-review/start-review';
import { littleGarbage } from '../../scripts/lib/little-garbage.mjs';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let url: string;
let drop: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  folder = await mkdtemp(join(tmpdir(), 'gatekeeper-rows-'));
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true });
});

const root = join(import.meta.dirname, '../..');
const megabyte = 1024;
const patienceMs = 900_000;

const titles = residentFileColumns.slice(0, 11).map(({ names }) => names[0]);

/** People of whom no two have a number or a name and birth day in common. */
function* people(rows: number): Generator<string[]> {
  for (let at = 0; at < rows; at += 1) {
    const birthDay = `${1940 + (at % 70)}-0${1 + (Math.floor(at / 70) % 9)}-1${Math.floor(at / 630) % 10}`;
    const certNo = citizenId({ area: String(110_100 + (Math.floor(at / 6300) % 89)), birthDay, serial: (at * 7) % 999 });
    yield ['居民身份证', certNo, `测试${at % 5000}`, '', '', '', '居民医保', '否', `139${String(at).padStart(8, '0')}`, `某某镇某某村${at}号`, '高血压'];
  }
}

async function fileOf(format: 'xlsx' | 'csv', rows: number): Promise<string> {
  const path = join(folder, `people-${rows}.${format}`);
  const cells = () => people(rows);
  const bytes = format === 'xlsx' ? writeXlsx({ sheets: [{ name: '居民', columns: titles.map((title) => ({ title, kind: 'text' as const })), rows: cells() }] }) : csvLines(cells());
  await pipeline(Readable.from(bytes), createWriteStream(path));
  return path;
}

/** The contracts of all of them with a team that has a place for everybody. */
async function contractsOf(district: District, rows: number): Promise<string> {
  const team = await district.addTeam(rows);
  await store.transaction(async (tx) => void (await tx.insert(doctorLoad).values({ regionCode: district.regionCode, practitionerId: team.leaderId, signedCount: 0, capacity: rows })));
  const path = join(folder, `contracts-${rows}.csv`);
  // The process that takes them lives today.
  const startDay = dayOfInstant(Date.now());
  const lines = function* () {
    yield csvOf([['证件号码', '姓名', '签约团队', '签约日期', '签约年限', '服务包']]);
    for (const [, certNo = '', name = ''] of people(rows)) yield csvOf([[certNo, name, team.id, startDay, '1', 'basic']]).slice(1);
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return path;
}

function* csvLines(rows: Iterable<string[]>): Generator<string> {
  yield csvOf([titles]);
  for (const row of rows) yield csvOf([row]).slice(1);
}

const childOf = (district: District, kind: 'residents' | 'contracts', path: string, until: 'staged' | 'applied') =>
  spawn(process.execPath, [...littleGarbage, '--import', 'tsx', join(root, 'test/faults/many-rows-child.ts'), url, district.regionCode, kind, path, until], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });

/** The most memory that the whole process had at a time, in kilobytes. */
async function peakOf(district: District, kind: 'residents' | 'contracts', path: string, until: 'staged' | 'applied'): Promise<number> {
  const child = childOf(district, kind, path, until);
  const ended = once(child, 'exit');
  let peak = Number.NaN;
  for await (const line of createInterface(child.stdout)) if (line.startsWith('peak ')) peak = Number(line.slice(5));
  expect((await ended)[0]).toBe(0);
  return peak;
}

async function killAt(district: District, path: string, mark: string): Promise<void> {
  const child = childOf(district, 'residents', path, 'applied');
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    if (line !== mark) continue;
    child.kill('SIGKILL');
    break;
  }
  expect((await ended)[1]).toBe('SIGKILL');
}

/** How many rows a file is measured by: the server takes several times as long for each, and memory is the same matter there. */
const manyRows = process.env.DATABASE_URL?.startsWith('postgres') ? 10_000 : 100_000;
const limit = 300 * megabyte;

describe('a file of a hundred thousand rows, the whole process and all', () => {
  test('is staged from a workbook within 300 MB', async () => {
    expect(await peakOf(await mintDistrict(store), 'residents', await fileOf('xlsx', manyRows), 'staged')).toBeLessThan(limit);
  }, patienceMs);

  test('is staged from CSV and taken within 300 MB; so are the contracts of all its people', async () => {
    const district = await mintDistrict(store);
    expect(await peakOf(district, 'residents', await fileOf('csv', manyRows), 'applied')).toBeLessThan(limit);
    expect(await peakOf(district, 'contracts', await contractsOf(district, manyRows), 'staged')).toBeLessThan(limit);
  }, patienceMs);

  test('is no more to take when it is of contracts', async () => {
    const district = await mintDistrict(store);
    const rows = manyRows / 50;
    await peakOf(district, 'residents', await fileOf('csv', rows), 'applied');
    expect(await peakOf(district, 'contracts', await contractsOf(district, rows), 'applied')).toBeLessThan(limit);
  }, patienceMs);
});

describe('a review whose process is killed', () => {
  const rows = 1500;
  const later = (district: District, ms: number) => ({ ...district.contextFor('system'), now: () => Date.now() + ms });
  const peopleOf = async ({ regionCode }: District) => (await store.reads.select().from(resident).where(eq(resident.regionCode, regionCode))).map(({ name, birthDay, address, phoneSealed }) => [name, birthDay, address, phoneSealed !== null].join()).sort();
  const resultsOf = async ({ regionCode }: District) =>
    (await store.reads.select().from(importReviewRow).where(eq(importReviewRow.regionCode, regionCode))).filter(({ result }) => result !== null).map(({ rowNumber, class: rowClass, decision, result }) => [rowNumber, rowClass, decision, result].join()).sort();

  test('while it is applied and begun again ends as one that nobody disturbed', async () => {
    const [quiet, disturbed] = [await mintDistrict(store), await mintDistrict(store)];
    const path = await fileOf('csv', rows);
    await peakOf(quiet, 'residents', path, 'applied');
    await killAt(disturbed, path, 'applied 600');
    const [row] = await store.reads.select().from(importReviewRow).where(eq(importReviewRow.regionCode, disturbed.regionCode)).limit(1);
    const reviewId = row?.reviewId ?? '';
    expect(await startApplying(later(disturbed, 0), { reviewId })).toMatchObject({ ok: false });
    const resumed = accepted(await startApplying(later(disturbed, reviewSilenceMs + 60_000), { reviewId }));
    const counts = await resumed.run();
    expect(counts).toMatchObject({ held: 0, refused: 0, handedBack: 0 });
    expect(counts.done).toBeLessThanOrEqual(rows - 600);
    expect(await peopleOf(disturbed)).toEqual(await peopleOf(quiet));
    expect(await resultsOf(disturbed)).toEqual(await resultsOf(quiet));
  }, patienceMs);

  test('while it is staged is told to be interrupted, and the same file is staged anew', async () => {
    const district = await mintDistrict(store);
    const path = await fileOf('csv', rows);
    await killAt(district, path, 'staged 500');
    expect(await interruptReviews(later(district, reviewSilenceMs + 60_000))).toEqual({ interrupted: 1 });
    const file = accepted(await openImport('people.csv', ofFile(path), residentFileColumns, readResidentRow));
    const started = await startReview(district.contextFor('bureau_clerk'), reviewedResidents, file);
    expect(started.again).toBe(false);
    expect(await started.run()).toEqual({ rowsRead: rows, problem: null });
    expect(accepted(await decideRows(district.contextFor('bureau_clerk'), { reviewId: started.reviewId, rowClass: 'new', decision: 'take' }))).toEqual({ rows });
  }, patienceMs);
});
