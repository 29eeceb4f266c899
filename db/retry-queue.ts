import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** How long whoever has the turn keeps the next from theirs: it may be an import of minutes. Those before the next wait as long each, and in order. */
const patienceMs = 2_000;
/** Of the advisory locks of this database: a number nobody else of it uses. */
const lockNumber = 0x6b_65_65_70;

/**
 * The queue of transactions that PostgreSQL has undone once. They go one at a time, over all processes, each in its turn: a hundred
 * contenders of one row that start over all at once undo each other again, and whoever has no luck starves. Who comes for the first time
 * does not queue, so that what meets nobody costs nothing.
 */
export class RetryQueue {
  readonly #pool: pg.Pool;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Whether somebody of this process waits for their turn. */
  isAwaited(): boolean {
    return this.#waiting > 0;
  }

  /** Does the work on the connection that has the turn; a second one could never come when all of the pool wait for theirs. */
  async inTurn<T>(work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = turn.promise;
    // One of each process at a time stands in the queue of all, so that those who wait do not take the pool's connections. Time counts
    // from when a turn begins: were it counted from when somebody came, a long queue would lose its order all at once.
    this.#waiting += 1;
    await before;
    this.#waiting -= 1;
    const given = new AbortController();
    void setTimeout(patienceMs, undefined, { signal: given.signal, ref: false }).then(turn.resolve, turn.resolve);
    try {
      return await this.#amongProcesses(work);
    } finally {
      given.abort();
    }
  }

  async #amongProcesses<T>(work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
    const holder = await this.#pool.connect();
    let isWhole = false;
    try {
      const locked = await tookLock(holder);
      const result = await work(holder);
      if (locked) await holder.query(`select pg_advisory_unlock(${lockNumber})`);
      isWhole = true;
      return result;
    } finally {
      // A connection that still has the lock, or whose state is not known, is closed; that frees it.
      holder.release(!isWhole);
    }
  }
}

async function tookLock(holder: pg.PoolClient): Promise<boolean> {
  await holder.query(`set lock_timeout = ${patienceMs}`);
  try {
    await holder.query(`select pg_advisory_lock(${lockNumber})`);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === lockTimedOut) return false;
    throw error;
  } finally {
    await holder.query('reset lock_timeout');
  }
}

const lockTimedOut = '55P03';
