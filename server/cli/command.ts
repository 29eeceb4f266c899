import type { Readable } from 'node:stream';
import { type Store, theStore } from '@/db';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';

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

/** The region that is meant: the one that is named, or the only one there is. */
export async function regionAmong(store: Store, given: string | undefined): Promise<string> {
  const codes = await listRegionCodes(store);
  const [only, another] = codes;
  if (given !== undefined) {
    if (!codes.includes(given)) throw new BadUsage(`region ${given} is not open here; gatekeeper init --region ${given} opens it`);
    return given;
  }
  if (only === undefined) throw new BadUsage('no region is open yet; gatekeeper init --region CODE opens one');
  if (another !== undefined) throw new BadUsage(`--region is one of ${codes.join(', ')}`);
  return only;
}
