import { fork } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@/db';
import { adjudication, ledgerEntry, visit } from '@/db/schema';
import { sql } from 'drizzle-orm';
import { littleGarbage } from '../../../scripts/lib/little-garbage.mjs';
import { mintDistrict } from '../../factories/district';
import { emptyDatabase } from '../../factories/store';
import type { Bench, BenchRow, Measured } from '../bench';
import type { ImportReport } from '../import-child';
import { type Floor, copyAgain, writeAgain } from '../import-floor';
import { populate, visitsOf, writeVisitsFile } from '../visits-file';

const visitsOfPerson = 10;

/** 导入结算记录: a file of settled visits through the operator's command, checked, adjudicated and posted, beside the bare writing of the rows that came of it. */
export const importVisits: BenchRow = {
  id: 'import',
  title: 'Import and adjudicate a file of visits',
  engines: ['sqlite', 'postgres'],
  run: async (bench) => {
    process.env.GATEKEEPER_KEY ??= 'of the benchmark';
    const { url, drop } = await emptyDatabase();
    const count = Math.min(bench.scale * 150_000, bench.seconds * 10_000);
    const file = join(bench.folder, 'visits.csv');
    try {
      const regionCode = await prepare(url, file, bench, count);
      const isFile = bench.engine === 'sqlite';
      if (isFile) copyFileSync(url, `${url}.floor`);
      const report = await importInChild(url, file, regionCode);
      await check(url, regionCode, count);
      const floor = isFile ? writeAgain(url, `${url}.floor`) : await copyAgain(url);
      return measuredOf(report, count, floor);
    } finally {
      await drop();
    }
  },
};

async function prepare(url: string, file: string, { tell }: Bench, count: number): Promise<string> {
  const store = await openStore(url);
  await store.migrate();
  const district = await mintDistrict(store);
  const population = await populate(store, district, count / visitsOfPerson);
  await writeVisitsFile(file, population, visitsOf(population, count));
  await store.close();
  tell(`${population.people.length} people, ${count} visits`);
  return district.regionCode;
}

function importInChild(url: string, file: string, regionCode: string): Promise<ImportReport> {
  const child = fork(join(import.meta.dirname, '../import-child.ts'), [file, regionCode], { env: { ...process.env, DATABASE_URL: url }, execArgv: [...littleGarbage, '--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    let report: ImportReport | null = null;
    child.once('message', (message: ImportReport) => (report = message));
    child.once('exit', (code) => (report && code === 0 ? resolve(report) : reject(new Error(`the import ended with ${code}`))));
  });
}

/** Every visit is held, adjudicated and posted, and the books agree with the adjudications. */
async function check(url: string, regionCode: string, count: number): Promise<void> {
  const store = await openStore(url);
  const one = async (text: ReturnType<typeof sql>) => Number(Object.values((await store.reads.rows<Record<string, unknown>>(text))[0] ?? {})[0]);
  const found = {
    visits: await one(sql`select count(*) from ${visit}`),
    adjudications: await one(sql`select count(*) from ${adjudication}`),
    unbalancedFen: await one(sql`select coalesce(sum(amount_fen), 0) from ${ledgerEntry}`),
    unpostedFen: await one(sql`select (select sum(pay_fen + ladder_fen + assistance_fen) from ${adjudication}) - (select sum(amount_fen) from ${ledgerEntry} where amount_fen > 0)`),
    rejected: await one(sql`select sum(rejected) from import_batch where region_code = ${regionCode}`),
  };
  await store.close();
  const expected = { visits: count, adjudications: count, unbalancedFen: 0, unpostedFen: 0, rejected: 0 };
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`the import left ${JSON.stringify(found)}`);
}

function measuredOf(report: ImportReport, count: number, floor: Floor): Measured[] {
  const at = `${count.toLocaleString('en')} visits`;
  const details = { 'processor s': report.processorSeconds, 'processor s of the floor': floor.processorSeconds, 'rows a visit': floor.rows / count };
  return [
    {
      ...{ what: 'Import and adjudication', at, value: count / report.seconds, unit: 'rows/s', goal: { ofFloor: 1 / 3 }, details },
      floor: { what: floor.what, value: count / floor.seconds },
    },
    { what: 'Import, memory of the process', at, value: report.peakMemory, unit: 'MB', floor: null, goal: { value: 512 } },
  ];
}
