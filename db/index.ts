import { join } from 'node:path';
import { type Store, openStore, sharedInProcess } from './client';
import { dataFolder } from './sealed';

export type { Queryable, Store, TransactionOptions, Tx } from './client';
export { openStore, sharedInProcess } from './client';
export { DatabaseError, translateError } from './errors';
export { hasLog, keepCarrying } from './checkpoint';
export type { Reach } from './reach';

/** DATABASE_URL, or the SQLite file in the data folder. */
export function databaseUrl(): string {
  return process.env.DATABASE_URL ?? join(dataFolder(), 'gatekeeper.db');
}

/** The one store of this process, whoever imports it; opened at its first use. */
export function theStore(): Promise<Store> {
  return sharedInProcess('gatekeeper.store', () => openStore(databaseUrl()));
}
