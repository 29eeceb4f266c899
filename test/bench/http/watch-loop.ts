import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a server has done since it was asked last, in milliseconds. */
export interface Strain {
  /** Of the processor, all threads together. */
  readonly cpu: number;
  /** What a timer of a hundred a second was late by, the ten milliseconds it waits for taken off. */
  readonly late: { readonly p50: number; readonly p99: number; readonly most: number };
}

// Loaded before a server: watches its event loop from inside and tells its parent when asked.
const everyMs = 10;
const histogram = monitorEventLoopDelay({ resolution: everyMs });
histogram.enable();
const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - everyMs);

let before = process.cpuUsage();

process.on('message', () => {
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpu: (user + system) / 1000, late: { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), most: late(histogram.max) } } satisfies Strain);
  before = process.cpuUsage();
  histogram.reset();
});
process.channel?.unref();
// Nobody measures any more, whatever became of who did.
process.on('disconnect', () => process.exit());
