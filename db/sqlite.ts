import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type AppendPlan, appendPlanOf, putPlanOf, valuesOf } from './append-plan';
import { type Queryable, type Store, refuseNesting, runInsideTransaction } from './client';
import { CommitQueue } from './commit-queue';
import { asError, translateError } from './errors';
import { guarded } from './guard';
import { migrateSqlite } from './migrate';
import { preparing } from './prepared';
import { mapRowsByPlan } from './row-mapping';

type Connection = Database.Database;

const mostStatements = 512;
/** A longer text names a list of thousands of values, hardly comes again as it was, and takes a megabyte prepared. */
const longestRemembered = 8_192;
const oldestSqlite = [3, 51, 3];
const mostIdleSnapshots = 4;
/** Of the log, after which the writer carries it over by itself: in a server a thread has done most of that by then (db/checkpoint.ts). */
const pagesOfLog = 4000;
/** How many rows are written before others get their turn. */
const rowsInTurn = 100;

/**
 * The embedded engine: one writer connection behind a queue that shares commits, and one reader that cannot write.
 */
export function openSqlite(path: string): Store {
  mkdirSync(dirname(path), { recursive: true });
  const writer = connect(path);
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma(`wal_autocheckpoint = ${pagesOfLog}`);
  assertDurable(writer);
  const reader = connect(path);
  reader.pragma('query_only = ON');
  const queue = new CommitQueue(writer, queryable(writer));
  const snapshots = new Snapshots(() => connect(path));
  return {
    reads: queryable(reader),
    async snapshot(read) {
      refuseNesting();
      return snapshots.run(read);
    },
    async transaction(work, how) {
      refuseNesting();
      return queue.run(work, how);
    },
    migrate: () => migrateSqlite(writer),
    async close() {
      await queue.drained();
      snapshots.close();
      reader.close();
      writer.close();
    },
  };
}

function connect(path: string): Connection {
  // Waiting for another process's write lock is done between turns, not inside the driver, which would stop them all.
  const connection = remembering(new Database(path, { timeout: 20 }));
  connection.pragma('journal_mode = WAL');
  connection.pragma('cache_size = -65536');
  return connection;
}

/**
 * Makes a connection remember what it has prepared: query builders ask anew for the same few hundred texts, and preparing one costs more
 * than running it. Several hold one statement, so each says anew how rows come out before it runs it.
 */
function remembering(connection: Connection): Connection {
  const known = new Map<string, Database.Statement>();
  const prepare = connection.prepare.bind(connection);
  const remembered = (source: string): Database.Statement => {
    if (source.length > longestRemembered) return prepare(source);
    const statement = known.get(source) ?? prepare(source);
    // Put last, so that what has not been asked for longest goes first.
    known.delete(source);
    known.set(source, statement);
    if (known.size > mostStatements) known.delete(known.keys().next().value ?? '');
    // Whoever asked before may have set how rows come out.
    return statement.reader ? statement.raw(false).pluck(false) : statement;
  };
  connection.prepare = remembered as typeof connection.prepare;
  return connection;
}

/**
 * A connection whose statements are planned once. Where a condition says `= ?`, SQLite asks what is bound, for a better plan, and so plans the
 * statement anew each time, which costs more than running it. A sign before the mark changes no value and keeps it from asking; an index for
 * one status alone is then seen only where that status is written out in the statement.
 */
function planningOnce(connection: Connection): Connection {
  const prepare = (source: string) => connection.prepare(source.replaceAll(/(?<== |in \()\?/g, '+?'));
  return Object.create(connection, { prepare: { value: prepare } }) as Connection;
}

/** better-sqlite3 is compiled so that WAL gets synchronous=NORMAL, which loses acknowledged commits in a power cut. */
function assertDurable(writer: Connection): void {
  if (writer.pragma('synchronous', { simple: true }) !== 2) throw new Error('synchronous=FULL was not taken');
  const version = String(writer.prepare('select sqlite_version()').pluck().get());
  const parts = version.split('.').map(Number);
  const difference = oldestSqlite.map((least, at) => (parts[at] ?? 0) - least).find((step) => step !== 0) ?? 0;
  if (difference < 0) throw new Error(`SQLite ${version} has the WAL-reset bug; ${oldestSqlite.join('.')} mends it`);
}

function queryable(connection: Connection): Queryable {
  const builders = mapRowsByPlan(drizzle(connection, { casing: 'snake_case' }));
  const extended = Object.assign(builders, {
    prepared: preparing(mapRowsByPlan(drizzle(planningOnce(connection), { casing: 'snake_case' })) as object as Queryable),
    rows: <Row extends object>(statement: SQL) => Promise.resolve().then(() => builders.all<Row>(statement)),
    append: (table: SQLiteTable, rows: readonly object[]) => append(connection, appendPlanOf(table), rows),
    put: (table: SQLiteTable, rows: readonly object[]) => append(connection, putPlanOf(table), rows),
  });
  // The one place where SQLite's builders are given PostgreSQL's types; dialects.test.ts guards it.
  return extended as object as Queryable;
}

/**
 * Drizzle compiles a statement a call; a prepared one is an order of magnitude faster for many rows of one shape. A row a run: SQLite copies
 * the rows of one that writes several before it writes them.
 */
async function append(connection: Connection, plan: AppendPlan, rows: readonly object[]): Promise<void> {
  const statement = connection.prepare(insertOf(plan));
  let sinceTurn = 0;
  for (const row of rows) {
    // The transaction is nobody else's meanwhile; only the process goes on.
    if (sinceTurn === rowsInTurn) {
      await setImmediate();
      sinceTurn = 0;
    }
    statement.run(valuesOf(plan, row));
    sinceTurn += 1;
  }
}

const inserts = new WeakMap<AppendPlan, string>();

function insertOf(plan: AppendPlan): string {
  const known = inserts.get(plan);
  if (known !== undefined) return known;
  const names = plan.columns.map(({ name }) => `"${name}"`).join(', ');
  const text = `insert into "${plan.table}" (${names}) values (${plan.columns.map(() => '?').join(', ')})${plan.onConflict}`;
  inserts.set(plan, text);
  return text;
}

/**
 * Read transactions, a connection each: on the shared reader one would hold every other reader at its own moment. A few
 * connections are kept for the next.
 */
class Snapshots {
  readonly #open: () => Connection;
  readonly #idle: Snapshot[] = [];

  constructor(open: () => Connection) {
    this.#open = open;
  }

  async run<T>(read: (q: Queryable) => Promise<T>): Promise<T> {
    const snapshot = this.#idle.pop() ?? this.#opened();
    const { connection, builders } = snapshot;
    const { handle, end } = guarded(builders);
    try {
      connection.exec('BEGIN');
      return await runInsideTransaction(() => read(handle));
    } catch (error) {
      throw asError(translateError(error));
    } finally {
      end();
      if (connection.inTransaction) connection.exec('COMMIT');
      if (this.#idle.length < mostIdleSnapshots) this.#idle.push(snapshot);
      else connection.close();
    }
  }

  close(): void {
    for (const { connection } of this.#idle.splice(0)) connection.close();
  }

  #opened(): Snapshot {
    const connection = this.#open();
    connection.pragma('query_only = ON');
    return { connection, builders: queryable(connection) };
  }
}

/** A connection with what it has prepared. */
interface Snapshot {
  readonly connection: Connection;
  readonly builders: Queryable;
}
