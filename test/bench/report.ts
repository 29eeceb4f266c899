import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import { type Goal, keepsGoal, type Measured, moreIsBetter } from './bench';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly node: string;
  readonly sqlite: string;
  readonly postgres: string | null;
  readonly commit: string;
}

export interface Line extends Measured {
  readonly row: string;
  readonly engine: string;
  readonly scale: number;
  /** Of the row's process, MB. */
  readonly peakMemory: number;
}

export interface Report {
  readonly at: string;
  readonly machine: Machine;
  readonly lines: readonly (Line & { readonly kept: boolean | null })[];
  /** Rows that broke, and with what. */
  readonly broken: readonly string[];
}

export function machineOf(postgres: string | null): Machine {
  const memory = new Database(':memory:');
  const sqlite = String(memory.prepare('select sqlite_version()').pluck().get());
  memory.close();
  return { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGB: Math.round(totalmem() / 2 ** 30), node: process.version, sqlite, postgres, commit: commit() };
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

export function reportOf(at: Date, machine: Machine, lines: readonly Line[], broken: readonly string[]): Report {
  return { at: at.toISOString(), machine, lines: lines.map((line) => ({ ...line, kept: keepsGoal(line) })), broken };
}

/** The report as a table, for people and for docs/performance.md. */
export function markdownOf({ at, machine, lines, broken }: Report): string {
  const engines = `SQLite ${machine.sqlite}${machine.postgres === null ? '' : `, PostgreSQL ${machine.postgres}`}`;
  return [
    `${at.slice(0, 10)}, commit ${machine.commit}, ${machine.cores} × ${machine.cpu}, ${machine.memoryGB} GB, Node ${machine.node}, ${engines}.`,
    '',
    '| | engine | at | measured | floor in the same run | ratio | goal | kept |',
    '|---|---|---|---|---|---|---|---|',
    ...lines.map((line) => `| ${cellsOf(line).join(' | ')} |`),
    ...broken.map((problem) => `\n**${problem}**`),
    '',
  ].join('\n');
}

function cellsOf(line: Report['lines'][number]): string[] {
  const { floor, value, unit } = line;
  const ratio = floor === null ? '' : `${(moreIsBetter(line) ? value / floor.value : floor.value / value).toFixed(2)}`;
  const kept = line.kept === null ? '' : line.kept ? 'yes' : 'no';
  const floorText = floor === null ? '' : `${numberText(floor.value)} ${unit} (${floor.what})`;
  return [line.what, line.engine, line.at, `${numberText(value)} ${unit}${detailsText(line.details)}`, floorText, ratio, goalText(line.goal, line), kept];
}

function goalText(goal: Goal | null, line: Measured): string {
  if (goal === null) return '';
  const sign = moreIsBetter(line) ? '≥' : '≤';
  return [
    goal.ofFloor === undefined ? null : `≥ ${numberText(goal.ofFloor)} of the floor`,
    goal.aboveFloor === undefined ? null : `≤ floor + ${goal.aboveFloor} ${line.unit}`,
    goal.value === undefined ? null : `${sign} ${numberText(goal.value)} ${line.unit}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function detailsText(details: Measured['details']): string {
  const parts = Object.entries(details ?? {}).map(([name, value]) => `${name} ${typeof value === 'number' ? numberText(value) : value}`);
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function numberText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 1 ? 3 : value < 100 ? 2 : 0 });
}
