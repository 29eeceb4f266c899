import { setTimeout } from 'node:timers/promises';
import type { SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { appendPlanOf, putPlanOf } from './append-plan';
import { type Queryable, type Store, type Tx, refuseNesting, runInsideTransaction } from './client';
import { copyRows, insertRows, insertsOf } from './copy-rows';
import { DatabaseError, translateError } from './errors';
import { guarded } from './guard';
import { migratePostgres } from './migrate';
import { type Asked, Line, SharedReads, openPool } from './postgres-line';
import { type BuiltStatements, type Ready, preparing } from './prepared';
import { RetryQueue } from './retry-queue';
import { mapRowsByPlan } from './row-mapping';

/** Many contenders of one hot row cost each other many attempts; with a hundred of them before one, its turn may take that long. */
const busyDeadlineMs = 30_000;
/** What somebody may go on trying for in their turn, however long they have waited for it. */
const turnMs = 2_000;
const longestPauseMs = 64;

// pg answers bigint as text; every bigint here is 分 or milliseconds, which a double holds exactly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The server engine: a pool, serializable transactions, retried with a bound when the server asks for it. */
export function openPostgres(url: string): Store {
  const pool = openPool(url);
  const queue = new RetryQueue(pool);
  const built: BuiltStatements = new WeakMap();
  return {
    reads: queryable(new SharedReads(pool), built),
    async snapshot(read) {
      refuseNesting();
      return onLine(pool, unmoved, (line) => queryable(line, built), read).catch((error: unknown) => {
        throw translateError(error);
      });
    },
    async transaction(work, options) {
      refuseNesting();
      const beginning = options?.isConditional ? conditional : serializable;
      // Nobody has to wait for a transaction of PostgreSQL's, so that one that gives way is like any other; but those it undoes stand in the queue.
      const isAwaited = () => queue.isAwaited();
      return retried((on) => onLine(on ?? pool, beginning, (line) => Object.assign(queryable(line, built), { isAwaited }) as Tx, work), queue);
    },
    migrate: () => migratePostgres(drizzle(pool)),
    close: () => pool.end(),
  };
}

const serializable = { name: 'gatekeeper_serializable', text: 'begin isolation level serializable' };
const conditional = { name: 'gatekeeper_conditional', text: 'begin isolation level read committed' };
/** PostgreSQL's snapshot: taken by the first statement, and never refused to one that only reads. */
const unmoved = { name: 'gatekeeper_unmoved', text: 'begin isolation level repeatable read read only' };

/** One transaction: from the pool, on a connection that it gives back. */
async function onLine<T, Handle extends object>(on: pg.Pool | pg.PoolClient, beginning: pg.QueryConfig, handleOf: (line: Line) => Handle, work: (handle: Handle) => Promise<T>): Promise<T> {
  const client = on instanceof pg.Pool ? await on.connect() : on;
  const line = new Line(client, beginning);
  const { handle, end } = guarded(handleOf(line));
  let isWhole = true;
  try {
    const done = await runInsideTransaction(() => work(handle)).finally(end);
    await line.commit();
    return done;
  } catch (error) {
    isWhole = await line.rollback();
    throw line.reasonOf(error);
  } finally {
    if (client !== on) client.release(!isWhole);
  }
}

function queryable(asked: Asked, built: BuiltStatements): Queryable {
  // The builders ask nothing else of a connection than to run a statement.
  const builders = mapRowsByPlan(drizzle(asked as object as pg.Pool, { casing: 'snake_case' }));
  const extended = Object.assign(builders, {
    prepared: preparing(builders as object as Queryable, built, (ready) => runOn(ready, asked)),
    rows: async <Row extends object>(statement: SQL) => (await builders.execute(statement)).rows as object[] as Row[],
    append: (table: PgTable, rows: readonly object[]) => append(asked, table, rows),
    put: (table: PgTable, rows: readonly object[]) => insertRows(asked, insertsOf(putPlanOf(table), rows)),
  });
  return extended as object as Queryable;
}

/** Drizzle ties a statement to the connection it was built on; the server knows it by its name on any. */
function runOn<Rows>(ready: Ready<Rows>, client: Asked): Ready<Rows> {
  return Object.create(ready, { client: { value: client } }) as Ready<Rows>;
}

/** Few rows are one trip by INSERT and two by COPY. */
const fewRows = 30;

async function append(asked: Asked, table: PgTable, rows: readonly object[]): Promise<void> {
  const plan = appendPlanOf(table);
  if (asked instanceof Line && rows.length > fewRows) return asked.alone((client) => copyRows(client, plan, rows));
  const inserts = insertsOf(plan, rows);
  return asked instanceof Line ? asked.post(insertRows(asked, inserts)) : insertRows(asked, inserts);
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
