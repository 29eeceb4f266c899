import type { Readable } from 'node:stream';
import { type Store, theStore } from '@/db';
import { type ServiceContext, serviceContext } from '@/server/services/context';

/** Where a command reads and writes: results on stdout, progress and complaints on stderr. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

export const exitCodes = { done: 0, failed: 1, badUsage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One of the operator's commands: `words` are what is typed after `gatekeeper`. */
export interface Command {
  readonly words: readonly string[];
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

/** What the operator typed cannot be understood; the message says how it should be. */
export class BadUsage extends Error {}

/** The store, migrated, for the time of one command. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await theStore();
  try {
    await store.migrate();
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The operator acts for the system in one region, or for the installation as a whole. */
export function operatorContext(store: Store, regionCode: string | null): ServiceContext {
  return serviceContext(store, { kind: 'system', job: 'operator', regionCode });
}
