import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, peakMemory } from './bench';
import { benchRows } from './rows';

// One row on one engine at one scale, in a process of its own, so that no row is measured in what another left behind.
const [id = '', engine = '', scale = '', seconds = ''] = process.argv.slice(2);
const row = benchRows.find((one) => one.id === id);
if (!row || !process.send) throw new Error(`run by the benchmark, with the id of a row: ${id}`);
const folder = mkdtempSync(join(tmpdir(), 'gatekeeper-bench-'));
// Databases that the factories make belong into the same folder.
process.env.TMPDIR = folder;
try {
  const bench: Bench = {
    engine: engine as Bench['engine'],
    scale: Number(scale),
    seconds: Number(seconds),
    folder,
    tell: (text) => console.error(`    ${text}`),
  };
  const measured = await row.run(bench);
  process.send({ measured, peakMemory: peakMemory() });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.disconnect();
