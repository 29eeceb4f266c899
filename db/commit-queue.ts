import { setImmediate, setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type TransactionOptions, type Queryable, type Tx, runInsideTransaction } from './client';
import { asError, translateError } from './errors';
import { guarded } from './guard';

const largestBatch = 256;
const busyDeadlineMs = 10_000;
/** How long work that gives way may keep the writer although nobody of this process waits: those of another one cannot be seen. */
const longestHeldMs = 200;
/** For how long it then leaves the writer to them. They ask again and again, ten milliseconds apart at most, and would hardly ever find it free. */
const leftFreeMs = 10;

interface Waiting {
  readonly givesWay: boolean;
  run(tx: Queryable): Promise<void>;
  answer(): void;
  fail(error: unknown): void;
}

/**
 * Transactions that arrive in the same turn run one after another, a savepoint each, under one durable COMMIT, and are
 * answered after it. One that fails rolls back alone. Work that gives way comes after them, has a COMMIT to itself, and
 * hears when others have come.
 */
export class CommitQueue {
  readonly #writer: Database.Database;
  readonly #builders: Queryable;
  readonly #save: () => void;
  readonly #keep: () => void;
  #waiting: Waiting[] = [];
  #givingWay: Waiting[] = [];
  #heldSince = 0;
  #draining: Promise<void> | null = null;

  constructor(writer: Database.Database, builders: Queryable) {
    this.#writer = writer;
    this.#builders = Object.assign(builders, { isAwaited: () => this.#isAwaited() });
    const said = (text: string) => {
      const statement = writer.prepare(text);
      return () => void statement.run();
    };
    this.#save = said('SAVEPOINT work');
    this.#keep = said('RELEASE work');
  }

  run<T>(work: (tx: Tx) => Promise<T>, { givesWay = false }: TransactionOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let value: { result: T } | null = null;
      (givesWay ? this.#givingWay : this.#waiting).push({
        givesWay,
        run: async (builders) => {
          const { handle, end } = guarded(builders);
          try {
            value = { result: await runInsideTransaction(() => work(handle as Tx)) };
          } finally {
            end();
          }
        },
        answer: () => {
          if (value) resolve(value.result);
        },
        fail: (error) => reject(asError(translateError(error))),
      });
      this.#draining ??= this.#drain();
    });
  }

  async drained(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  #isAwaited(): boolean {
    return this.#waiting.length > 0 || this.#givingWay.length > 0 || this.#isHeldLong();
  }

  #isHeldLong(): boolean {
    return performance.now() - this.#heldSince > longestHeldMs;
  }

  async #drain(): Promise<void> {
    await setImmediate();
    while (this.#waiting.length > 0 || this.#givingWay.length > 0) {
      if (this.#waiting.length > 0) await this.#commitTogether(this.#waiting.splice(0, largestBatch));
      // Between two commits answers go out, and who has asked meanwhile comes in.
      await setImmediate();
      // One at a time, so that others come between; after them, so that it comes at all.
      const long = this.#givingWay.shift();
      if (!long) continue;
      await this.#commitTogether([long]);
      await (this.#isHeldLong() ? setTimeout(leftFreeMs) : setImmediate());
    }
    this.#draining = null;
  }

  async #commitTogether(batch: Waiting[]): Promise<void> {
    const answers: (() => void)[] = [];
    try {
      await this.#begin();
      this.#heldSince = performance.now();
      const [alone] = batch.length === 1 ? batch : [];
      if (alone) {
        // Nobody else's work would be undone with it, so it needs no savepoint.
        await alone.run(this.#builders);
        answers.push(() => alone.answer());
        // A long one's last step and its commit are a turn each, for others to answer between.
        if (alone.givesWay) await setImmediate();
      } else {
        for (const waiting of batch) answers.push(await this.#attempt(waiting));
      }
      this.#writer.exec('COMMIT');
    } catch (error) {
      if (this.#writer.inTransaction) this.#writer.exec('ROLLBACK');
      for (const waiting of batch) waiting.fail(error);
      return;
    }
    for (const answer of answers) answer();
  }

  /** How to answer once the batch is durable. A failure waits as well: it may speak of what another of the batch wrote. */
  async #attempt(waiting: Waiting): Promise<() => void> {
    this.#save();
    try {
      await waiting.run(this.#builders);
      this.#keep();
      return () => waiting.answer();
    } catch (error) {
      // A full disk ends the whole transaction, savepoints and all: then nobody in this batch has been committed.
      if (!this.#writer.inTransaction) throw error;
      this.#writer.exec('ROLLBACK TO work; RELEASE work');
      return () => waiting.fail(error);
    }
  }

  async #begin(): Promise<void> {
    for (const deadline = performance.now() + busyDeadlineMs; ; ) {
      try {
        this.#writer.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        const busy = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY';
        if (!busy || performance.now() > deadline) throw error;
        await setTimeout(2 + Math.random() * 8);
      }
    }
  }
}
