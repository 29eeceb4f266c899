import { setTimeout } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import { type NodePgDatabase, drizzle } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { appendPlanOf } from './append-plan';
import { type Queryable, type Store, type TransactionOptions, type Tx, refuseNesting, runInsideTransaction } from './client';
import { copyRows, insertRows } from './copy-rows';
import { DatabaseError, translateError } from './errors';
import { guarded } from './guard';
import { migratePostgres } from './migrate';
import { type BuiltStatements, type Ready, preparing } from './prepared';
import { RetryQueue } from './retry-queue';
import { mapRowsByPlan } from './row-mapping';

/** Many contenders of one hot row cost each other many attempts; with a hundred of them before one, its turn may take that long. */
const busyDeadlineMs = 30_000;
/** What somebody may go on trying for in their turn, however long they have waited for it. */
const turnMs = 2_000;
const longestPauseMs = 64;
const mostBoundValues = 65_535;

// pg answers bigint as text; every bigint here is 分 or milliseconds, which a double holds exactly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The server engine: a pool, serializable transactions, retried with a bound when the server asks for it. */
export function openPostgres(url: string): Store {
  const pool = new pg.Pool({ connectionString: url, max: Number(process.env.DATABASE_POOL ?? 16) });
  const builders = drizzle(pool, { casing: 'snake_case' });
  const queue = new RetryQueue(pool);
  const built: BuiltStatements = new WeakMap();
  return {
    reads: queryable(builders, built),
    async snapshot(read) {
      refuseNesting();
      return unmoved(builders, built, read).catch((error: unknown) => {
        throw translateError(error);
      });
    },
    async transaction(work, options) {
      refuseNesting();
      return retried((on) => isolated(on ? drizzle(on, { casing: 'snake_case' }) : builders, built, work, () => queue.isAwaited(), options), queue);
    },
    migrate: () => migratePostgres(builders),
    close: () => pool.end(),
  };
}

function queryable(builders: NodePgDatabase, built: BuiltStatements): Queryable {
  const extended = Object.assign(mapRowsByPlan(builders), {
    prepared: preparing(builders as object as Queryable, built, (ready) => runOn(ready, clientOf(builders))),
    rows: async <Row extends object>(statement: SQL) => (await builders.execute(statement)).rows as object[] as Row[],
    append: (table: PgTable, rows: readonly object[]) => append(builders, table, rows),
  });
  return extended as object as Queryable;
}

/** Drizzle ties a statement to the connection it was built on; the server knows it by its name on any. */
function runOn<Rows>(ready: Ready<Rows>, client: pg.Pool | pg.PoolClient): Ready<Rows> {
  return Object.create(ready, { client: { value: client } }) as Ready<Rows>;
}

function clientOf(builders: NodePgDatabase): pg.Pool | pg.PoolClient {
  return (builders as object as { readonly session: { readonly client: pg.Pool | pg.PoolClient } }).session.client;
}

/** Few rows are one trip by INSERT and two by COPY. */
const fewRows = 30;

async function append(builders: NodePgDatabase, table: PgTable, rows: readonly object[]): Promise<void> {
  const plan = appendPlanOf(table);
  const client = clientOf(builders);
  if (rows.length > fewRows && !(client instanceof pg.Pool)) return copyRows(client, plan, rows);
  const most = Math.floor(mostBoundValues / plan.columns.length);
  for (let from = 0; from < rows.length; from += most) {
    await insertRows(client, plan, rows.slice(from, from + most));
  }
}

/** Nobody has to wait for a transaction of PostgreSQL's, so that one that gives way is like any other; but those it undoes stand in the queue. */
function isolated<T>(builders: NodePgDatabase, built: BuiltStatements, work: (tx: Tx) => Promise<T>, isAwaited: () => boolean, options?: TransactionOptions): Promise<T> {
  return builders.transaction(
    async (inner) => {
      const { handle, end } = guarded(Object.assign(queryable(inner as object as NodePgDatabase, built), { isAwaited }));
      try {
        return await runInsideTransaction(() => work(handle as Tx));
      } finally {
        end();
      }
    },
    { isolationLevel: options?.isConditional ? 'read committed' : 'serializable' },
  );
}

/** Repeatable read is PostgreSQL's snapshot: taken by the first statement, and never refused to one that only reads. */
function unmoved<T>(builders: NodePgDatabase, built: BuiltStatements, read: (q: Queryable) => Promise<T>): Promise<T> {
  return builders.transaction(
    async (inner) => {
      const { handle, end } = guarded(queryable(inner as object as NodePgDatabase, built));
      try {
        return await runInsideTransaction(() => read(handle));
      } finally {
        end();
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The first time without ado; whoever was undone by another goes on in the queue of those. */
async function retried<T>(attempt: (on?: pg.PoolClient) => Promise<T>, queue: RetryQueue): Promise<T> {
  const deadline = performance.now() + busyDeadlineMs;
  const first = await outcomeOf(attempt);
  return 'value' in first ? first.value : queue.inTurn((on) => untilDone(() => attempt(on), Math.max(deadline, performance.now() + turnMs)));
}

/** In its turn it meets only those who come for the first time, and wins soon. */
async function untilDone<T>(attempt: () => Promise<T>, deadline: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await outcomeOf(attempt);
    if ('value' in outcome) return outcome.value;
    if (performance.now() > deadline) throw outcome.busy;
    await setTimeout(Math.random() * Math.min(2 ** tries, longestPauseMs));
  }
}

/** What an attempt came to, if it was not undone by another. */
async function outcomeOf<T>(attempt: () => Promise<T>): Promise<{ readonly value: T } | { readonly busy: DatabaseError }> {
  try {
    return { value: await attempt() };
  } catch (error) {
    const known = translateError(error);
    if (known instanceof DatabaseError && known.problem === 'busy') return { busy: known };
    throw known;
  }
}
