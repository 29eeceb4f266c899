import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { littleGarbage } from './little-garbage.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Tools are started by their own file under node_modules, so neither npx nor an executable bit is needed. */
const entries = {
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/playwright/cli.js',
  'drizzle-kit': 'node_modules/drizzle-kit/bin.cjs',
};

/** The arguments that make this Node run a tool of the project. */
export function tool(name, ...args) {
  return [join(root, entries[name]), ...args];
}

/**
 * The arguments that make this Node run a TypeScript file of the project. Garbage gets little room: left to itself Node lets a
 * process that streams large files grow by two hundred megabytes of it before it looks at any.
 */
export function typescript(file, ...args) {
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  return [...littleGarbage, '--import', loader, join(root, file), ...args];
}

/** Starts this same Node in the project's folder. An environment value of undefined removes the variable. */
export function startNode(args, { env = {}, stdio = 'inherit' } = {}) {
  return spawn(process.execPath, args, { cwd: root, stdio, env: environment(env) });
}

/** Runs to the end; answers the exit code, and what was written to stdout when stdout is 'keep'. */
export function runNode(args, { env, stdout = 'inherit', stdin = 'ignore' } = {}) {
  const child = startNode(args, { env, stdio: [stdin, stdout === 'keep' ? 'pipe' : stdout, 'inherit'] });
  return finished(endWithUs(child));
}

/** No tool goes on working after the script that asked for it has been ended. */
function endWithUs(child) {
  const end = () => child.kill();
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  return child;
}

/** npm by the file it was started from when npm started us, so that it runs on the Node that is running now. */
export function runNpm(args, { stdout = 'inherit', stderr = 'inherit' } = {}) {
  const started = process.env.npm_execpath ?? '';
  const known = basename(started) === 'npm-cli.js';
  const command = known ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(command, known ? [started, ...args] : args, {
    cwd: root,
    stdio: ['ignore', stdout === 'keep' ? 'pipe' : stdout, stderr],
    shell: !known && process.platform === 'win32',
    env: environment({}),
  });
  return finished(endWithUs(child));
}

/** Hands signals on to a child that does the real work, and answers the code to exit with. */
export async function foreground(child) {
  onSignal((signal) => {
    // A terminal sends Ctrl-C to the whole group, so the child has it already; twice would look like impatience.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
  return (await finished(child)).code;
}

/** What to do when somebody ends the script, instead of whatever was said before. */
export function onSignal(answer) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.on(signal, () => answer(signal, 128 + constants.signals[signal]));
  }
}

/** Waits for a child; one that a signal ended counts as 128 plus the signal's number, as shells do. */
export function finished(child) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 128 + constants.signals[signal], output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

function environment(changes) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...changes };
  for (const name of Object.keys(env)) if (env[name] === undefined) delete env[name];
  return env;
}

/** A sentence that ends the program: main() prints it without a stack. */
export class Stop extends Error {}

/** Runs a script's body; its number is the exit code, a Stop is one sentence on stderr. */
export function main(body) {
  // Through exit(), so that what is running and what is temporary goes too.
  onSignal((_, code) => process.exit(code));
  body().then(
    (code) => process.exit(code ?? 0),
    (error) => {
      console.error(error instanceof Stop ? error.message : error);
      process.exit(1);
    },
  );
}
