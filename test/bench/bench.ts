import { sql } from 'drizzle-orm';
import type { Store } from '@/db';

/** What a row of the benchmark is run with. */
export interface Bench {
  readonly engine: 'sqlite' | 'postgres';
  /** 100 is the size the goals are set for (15 M visits, 1 M slots …); 10 and 1 are a tenth and a hundredth of it. */
  readonly scale: number;
  /** How long a load is kept up, where a row measures for a while and not to an end. */
  readonly seconds: number;
  /** A folder of the row's own, on the disk that is measured; it is deleted afterwards. */
  readonly folder: string;
  /** Says what is going on, on stderr. */
  readonly tell: (text: string) => void;
}

/** What a measurement has to come to. All that is given must hold. */
export interface Goal {
  /** At least this part of the floor's rate. */
  readonly ofFloor?: number;
  /** At most this much above the floor, in the measurement's unit. */
  readonly aboveFloor?: number;
  /** At least, where more is better; at most, where less is. */
  readonly value?: number;
}

export interface Measured {
  readonly what: string;
  /** The size it was measured at, in words: '1,000,000 slots'. */
  readonly at: string;
  readonly value: number;
  readonly unit: 'rows/s' | 'requests/s' | 'pages/s' | 's' | 'ms' | 'MB' | 'kB';
  /** The least anybody could do: the same work without the product, in the same unit, in the same run. */
  readonly floor: { readonly what: string; readonly value: number } | null;
  readonly goal: Goal | null;
  /** Beside the measurement: other percentiles, parts of the time, counts. */
  readonly details?: Readonly<Record<string, number | string>>;
}

export interface BenchRow {
  /** How it is named on the command line. */
  readonly id: string;
  readonly title: string;
  readonly engines: readonly Bench['engine'][];
  /** Whether it starts the whole server, which has to be built first. */
  readonly needsBuild?: boolean;
  run(bench: Bench): Promise<readonly Measured[]>;
}

export const moreIsBetter = ({ unit }: Pick<Measured, 'unit'>): boolean => unit.endsWith('/s');

/** Whether a measurement keeps its goal; null where it has none. */
export function keepsGoal(measured: Measured): boolean | null {
  const { goal, floor, value } = measured;
  if (goal === null) return null;
  const more = moreIsBetter(measured);
  const reaches = goal.value === undefined || (more ? value >= goal.value : value <= goal.value);
  const isNear = goal.ofFloor === undefined || (floor !== null && (more ? value / floor.value : floor.value / value) >= goal.ofFloor);
  const isAbove = goal.aboveFloor === undefined || (floor !== null && value - floor.value <= goal.aboveFloor);
  return reaches && isNear && isAbove;
}

export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** Percentiles of some times, in their unit. */
export function latenciesOf(times: readonly number[]): Latencies {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}

/** A floor may be linear in what the product looks up: after so long it has told enough. */
const longEnoughMs = 20_000;

/** How long each of some rounds takes, one after another, in milliseconds. What the first rounds compile is not measured. */
export async function timeRounds(rounds: number, work: (round: number) => unknown, warmUp = 100): Promise<Latencies> {
  const times: number[] = [];
  for (let round = 0; round < warmUp; round += 1) await work(round);
  const until = performance.now() + longEnoughMs;
  for (let round = 0; round < rounds && performance.now() < until; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  return latenciesOf(times);
}

/** Seconds that a piece of work takes, with what it comes to. */
export async function timed<Value>(work: () => Promise<Value> | Value): Promise<{ readonly value: Value; readonly seconds: number }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - began) / 1000 };
}

/** The largest this process has been, in MB. */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1024;

/** What PostgreSQL learns of new rows by itself within a minute, it is told at once. SQLite is used without. */
export async function learnTables(store: Store, engine: Bench['engine']): Promise<void> {
  if (engine === 'postgres') await store.transaction((tx) => tx.rows(sql`analyze`));
}
