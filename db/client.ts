import { AsyncLocalStorage } from 'node:async_hooks';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { dialect } from './columns';
import { openPostgres } from './postgres';
import type { Bound, Statement } from './prepared';
import { openSqlite } from './sqlite';

type Builders = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** What queries are written against, on either engine. It has no transaction(): a unit of work is opened on the Store. */
export type Queryable = Pick<Builders, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with'> & {
  /** Rows of a statement that the builders cannot say. Column names are as the database spells them. */
  rows<Row extends object>(statement: SQL): Promise<Row[]>;
  /** Runs a statement that is built once; queries make theirs with `prepared` of db/prepared.ts. */
  prepared<Rows>(statement: Statement<Rows>, values: Readonly<Record<string, Bound>>): Promise<Rows>;
  /** Appends many rows of one table by the engine's fastest durable way. */
  append(table: object, rows: readonly object[]): Promise<void>;
  /** Writes rows whole over those with the same primary key, and appends the others. A key may come once in a call. */
  put(table: object, rows: readonly object[]): Promise<void>;
};

/** A Queryable inside one transaction; it refuses use after the transaction has ended. */
export type Tx = Queryable & {
  readonly inTransaction: true;
  /** Whether others wait for this transaction to end, or may do so: work that gives way then commits what it has, and goes on in another one. */
  isAwaited(): boolean;
};

export interface TransactionOptions {
  /** For long work that can end after any of its steps: whoever else waits goes first, and it asks between its steps whether somebody has come. */
  readonly givesWay?: boolean;
  /**
   * Whatever it decided by is a condition of what it writes: versions, states, unique keys. PostgreSQL then lets it wait for a row that another
   * writes, instead of undoing it.
   */
  readonly isConditional?: boolean;
}

/**
 * One database. Reads see what has been committed; everything that writes does so in transaction(work), which is
 * answered only once its commit is durable. Work is never given the network to wait for.
 */
export interface Store {
  readonly reads: Queryable;
  /**
   * Several reads of one and the same state of the database, whatever is committed meanwhile. It does not wait for writers,
   * nor they for it. Nothing can be written inside, and it is an error inside a transaction, whose own writes it would not see.
   */
  snapshot<T>(read: (q: Queryable) => Promise<T>): Promise<T>;
  /** @throws DatabaseError; whatever `work` throws, after rolling back. Nesting is an error: pass `tx` down. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** `postgres://…`, or the path of a SQLite file. */
export async function openStore(url: string): Promise<Store> {
  const isPostgres = url.startsWith('postgres');
  if (isPostgres !== (dialect === 'postgres')) {
    throw new Error(`this process was started for ${dialect}; set DATABASE_URL before starting it`);
  }
  return isPostgres ? openPostgres(url) : openSqlite(url.replace(/^file:/, ''));
}

const insideTransaction = sharedInProcess('gatekeeper.transaction', () => new AsyncLocalStorage<true>());

/** Runs a transaction's work so that a nested transaction() is caught instead of waiting for itself for ever. */
export function runInsideTransaction<T>(work: () => Promise<T>): Promise<T> {
  return insideTransaction.run(true, work);
}

export function refuseNesting(): void {
  if (insideTransaction.getStore()) throw new Error('transaction() inside a transaction: pass tx down instead');
}

/**
 * Next evaluates modules several times beside the process's own copy; what must exist once hangs on globalThis under a
 * registered symbol.
 */
export function sharedInProcess<T>(name: string, make: () => T): T {
  const holder = globalThis as { [key: symbol]: unknown };
  const key = Symbol.for(name);
  holder[key] ??= make();
  return holder[key] as T;
}
