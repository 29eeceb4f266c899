import { importVisitsCommand } from '@/server/cli/commands/import';
import { peakMemory } from './bench';

/** What an operator's import of a file took; `summary` is what the command printed. */
export interface ImportReport {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMemory: number;
  readonly summary: string;
}

// The operator's command in a process of its own, as it is run from a shell, so that its memory is nobody else's.
const [path = '', regionCode = ''] = process.argv.slice(2);
const lines: string[] = [];
const began = performance.now();
const before = process.cpuUsage();
const io = { stdin: process.stdin, stdout: (text: string) => void lines.push(text), stderr: () => undefined };
const code = await importVisitsCommand.run([path, '--region', regionCode, '--json'], io);
const { user, system } = process.cpuUsage(before);
const report: ImportReport = { seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6, peakMemory: peakMemory(), summary: lines.join('\n') };
process.send?.(report);
process.disconnect();
process.exitCode = code;
