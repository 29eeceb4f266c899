import { Worker } from 'node:worker_threads';
import type { Store } from '@/db';
import { takeUpTrial } from '@/server/services/trial/run-trial';
import type { TrialTask } from './trial-worker';

const everyMs = 2_000;

/**
 * Looks for trial runs that wait and gives each to a worker thread, one after another, so that a run over all of a year's
 * visits keeps nobody waiting. Returns what stops the looking; a run that is under way then is taken up by another process.
 */
export function startTrialRunner(store: Store, complain: (text: string) => void): () => void {
  let isBusy = false;
  const look = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let taken = await takeUpTrial(store); taken !== null; taken = await takeUpTrial(store)) {
        const { regionCode, id, beatAt } = taken;
        await inWorker({ regionCode, id, beatAt });
      }
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void look().catch((error: unknown) => complain(`trial: ${String(error)}`)), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function inWorker(task: TrialTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./trial-worker.ts', import.meta.url), { workerData: task });
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}
