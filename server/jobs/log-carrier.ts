import { Worker } from 'node:worker_threads';
import { hasLog } from '@/db';

/** Starts the thread that keeps the database's log short, where it has one. Returns what stops it. */
export function startLogCarrier(complain: (text: string) => void): () => void {
  if (!hasLog()) return () => undefined;
  const worker = new Worker(new URL('./log-carrier-worker.ts', import.meta.url));
  worker.on('error', (error) => complain(`log carrier: ${String(error)}`));
  worker.unref();
  return () => void worker.terminate();
}
