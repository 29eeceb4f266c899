import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BookingLine, BookingTask } from './booking-child';

/**
 * Lets a child book, kills it at once after so many lines, and answers all that it had said.
 *
 * @throws when it was not killed and did not end well.
 */
export function bookInChild(task: BookingTask, killAfter = Number.POSITIVE_INFINITY): Promise<BookingLine[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'booking-child.ts'), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: BookingLine[] = [];
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      said.push(JSON.parse(line) as BookingLine);
      if (said.length === killAfter) child.kill('SIGKILL');
    });
    // The pipe is read to its end, so that a line printed just before the kill counts too.
    let ended = 0;
    const settle = () => {
      ended += 1;
      if (ended < 2) return;
      const isAsMeant = Number.isFinite(killAfter) ? child.signalCode === 'SIGKILL' : child.exitCode === 0;
      if (isAsMeant) resolve(said);
      else reject(new Error(`the child ended by itself: ${complaints}`));
    };
    lines.on('close', settle);
    child.on('exit', settle);
  });
}
