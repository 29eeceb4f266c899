import { workerData } from 'node:worker_threads';
import { databaseUrl, openStore } from '@/db';
import { runTrial } from '@/server/services/trial/run-trial';

/** The run a worker is started for. */
export interface TrialTask {
  readonly regionCode: string;
  readonly id: string;
  readonly beatAt: number;
}

const store = await openStore(databaseUrl());
try {
  await runTrial(store, workerData as TrialTask);
} finally {
  await store.close();
}
