import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findFreePort } from '../../../scripts/lib/free-port.mjs';
import { littleGarbage } from '../../../scripts/lib/little-garbage.mjs';
import type { Strain } from './watch-loop';

const root = join(import.meta.dirname, '..', '..', '..');
const longestStartMs = 60_000;

/** A server in a process of its own. */
export interface Server {
  readonly port: number;
  strain(): Promise<Strain>;
  stop(): Promise<void>;
}

/** Starts the product's own entry on a database, as `npm start` does, but for what its event loop tells us. */
export async function startProduct(url: string, folder: string): Promise<Server> {
  const env = { NODE_ENV: 'production', DATABASE_URL: url, GATEKEEPER_DATA: folder };
  const server = await start(join(root, 'server', 'main.ts'), [], env);
  await settled(server);
  return server;
}

const settledMs = 300;

/** The clock begins with a round of all its verbs, which is not what is measured. */
async function settled(server: Server): Promise<void> {
  for (const deadline = performance.now() + longestStartMs; performance.now() < deadline; ) {
    await server.strain();
    await setTimeout(settledMs);
    if ((await server.strain()).cpu < settledMs / 10) return;
  }
}

/** Starts a floor: a server that does the least for the same answer. */
export function startFloor(file: string, ...args: string[]): Promise<Server> {
  return start(join(import.meta.dirname, file), args, { NODE_ENV: 'production' });
}

async function start(file: string, args: readonly string[], env: Record<string, string | undefined>): Promise<Server> {
  const port = await findFreePort();
  const execArgv = [...littleGarbage, ...profiling(), '--import', 'tsx', '--import', join(import.meta.dirname, 'watch-loop.ts')];
  const child = fork(file, args, { cwd: root, execArgv, env: { ...process.env, ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const deadline = performance.now() + longestStartMs; !(await answers(port)); ) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`${file} did not start: ${complaints}`);
    await setTimeout(50);
  }
  return {
    port,
    strain: () => askChild(child),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      // What a server complains of while it is measured makes the measurement worthless.
      const unusual = complaints.split('\n').filter((line) => line !== '' && !line.includes('listens on'));
      if (unusual.length > 0) console.error(unusual.slice(0, 5).join('\n'));
    },
  };
}

/** A folder named here gets a profile of each server that is measured. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILES;
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function askChild(child: ChildProcess): Promise<Strain> {
  return new Promise((resolve) => {
    child.once('message', (strain: Strain) => resolve(strain));
    child.send('strain');
  });
}
