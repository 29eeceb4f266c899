import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../scripts/lib/ensure-built.mjs';
import { littleGarbage } from '../../scripts/lib/little-garbage.mjs';
import { startPostgres } from '../support/postgres.mjs';
import type { Bench, BenchRow, Measured } from './bench';
import { type Line, machineOf, markdownOf, reportOf } from './report';
import { benchRows } from './rows';

const usage = `npm run bench -- [--quick] [--growth] [--only ${benchRows.map(({ id }) => id).join(',')}] [--engine sqlite|postgres] [--scale 1..100] [--report FILE.json]`;
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, growth: { type: 'boolean' }, only: { type: 'string' }, engine: { type: 'string' }, scale: { type: 'string' }, report: { type: 'string' } },
});
const quick = values.quick === true;
const scales = values.growth ? [1, 10, 100] : [Number(values.scale ?? (quick ? 1 : 100))];
const chosen = values.only?.split(',') ?? benchRows.map(({ id }) => id);
const unknown = chosen.filter((id) => !benchRows.some((row) => row.id === id));
if (unknown.length > 0 || scales.some((scale) => !(scale > 0 && scale <= 100)) || !['sqlite', 'postgres', undefined].includes(values.engine)) {
  console.error(usage);
  process.exit(2);
}
const engines = (['sqlite', 'postgres'] as const).filter((engine) => (values.engine ? engine === values.engine : engine === 'sqlite' || !quick));

// Its commits are as durable as those of a server that is meant to last: the suite's own gives that up.
const postgres = engines.includes('postgres') ? await startPostgres(console.error, { durable: true }) : undefined;
if (engines.includes('postgres') && !postgres) console.error('There is no PostgreSQL on this machine: its rows are left out.');
if (benchRows.some((row) => row.needsBuild && chosen.includes(row.id))) await ensureBuilt(console.error);
const lines: Line[] = [];
const broken: string[] = [];
for (const row of benchRows.filter(({ id }) => chosen.includes(id))) {
  for (const engine of engines.filter((one) => row.engines.includes(one) && (one === 'sqlite' || postgres))) {
    for (const scale of scales) await measure(row, engine, scale);
  }
}
await postgres?.stop();

const report = reportOf(new Date(), machineOf(postgres?.version ?? null), lines, broken);
const file = values.report ?? join('test-results', 'bench.json');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
console.log(`\n${markdownOf(report)}`);
console.error(`The report is in ${file}.`);
process.exit(broken.length > 0 ? 1 : 0);

async function measure(row: BenchRow, engine: Bench['engine'], scale: number): Promise<void> {
  console.error(`── ${row.title}, ${engine}, scale ${scale}`);
  const began = performance.now();
  try {
    const { measured, peakMemory } = await inChild(row, engine, scale);
    for (const each of measured) lines.push({ row: row.id, engine, scale, peakMemory, ...each });
  } catch (error) {
    broken.push(`${row.id} on ${engine} at scale ${scale}: ${error instanceof Error ? error.message : String(error)}`);
  }
  console.error(`   ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

interface ChildReport {
  readonly measured: readonly Measured[];
  readonly peakMemory: number;
}

function inChild(row: BenchRow, engine: Bench['engine'], scale: number): Promise<ChildReport> {
  const { DATABASE_URL: _url, DB_DIALECT: _dialect, ...rest } = process.env;
  const env = { ...rest, ...(engine === 'postgres' && postgres ? { DATABASE_URL: postgres.url } : {}) };
  const child = fork(join(import.meta.dirname, 'run-row.ts'), [row.id, engine, String(scale), quick ? '2' : '10'], { env, execArgv: [...littleGarbage, '--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    let report: ChildReport | null = null;
    child.once('message', (message: ChildReport) => (report = message));
    child.once('error', reject);
    child.once('exit', (code) => (report && code === 0 ? resolve(report) : reject(new Error(`ended with ${code}`))));
  });
}
