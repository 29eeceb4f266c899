import { setImmediate } from 'node:timers';
import { Socket } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { asError, followsFailure } from './errors';

/** Connections on which statements are sent without waiting for the answers of those before. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: Number(process.env.DATABASE_POOL ?? 16), pipeline: true, stream: () => new GatheringSocket() });
  // Whoever asks on a connection that broke is told by the answer; one that broke while nobody had it is replaced. Unheard, either would end the process.
  pool.on('connect', (client) => client.on('error', ignore));
  pool.on('error', ignore);
  return pool;
}

const ignore = () => undefined;

/**
 * Sends as one piece what is asked in one turn of the event loop: waking the server costs more than most statements do. pg corks the socket for
 * each statement with a name or values; it then stays corked to the end of the turn.
 */
class GatheringSocket extends Socket {
  #isGathering = false;

  override cork(): void {
    super.cork();
    if (this.#isGathering) return;
    this.#isGathering = true;
    super.cork();
    process.nextTick(() => {
      this.#isGathering = false;
      super.uncork();
    });
  }
}

/** What the builders call. */
export interface Asked {
  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
}

/** So many answers at most are outstanding of what nobody waits for. */
const mostPosted = 64;
const committing: pg.QueryConfig = { name: 'gatekeeper_commit', text: 'commit' };

/**
 * A connection while a transaction has it. The server answers in the order in which it is asked, so nobody has to wait only to keep the order:
 * BEGIN goes with the first statement, and what is posted goes with the next one that somebody waits for, or with COMMIT. A statement that fails
 * makes everything behind it fail, also what had been sent already; the first is what the transaction fails with.
 */
export class Line implements Asked {
  readonly #client: pg.PoolClient;
  readonly #beginning: pg.QueryConfig;
  #isBegun = false;
  /** Until it is answered nothing that writes may be sent. */
  #gate: Promise<unknown> | null = null;
  /** Whether somebody stands before the gate already: nobody goes past them. */
  #isHeld = false;
  #posted = 0;
  /** COMMIT or ROLLBACK has been asked for: what came behind it would stand by itself. */
  #isOver = false;
  /** What failed first, whoever waited for it. */
  #first: Error | null = null;
  /** The same once something failed that nobody waits for. */
  #unheard: Error | null = null;

  constructor(client: pg.PoolClient, beginning: pg.QueryConfig) {
    this.#client = client;
    this.#beginning = beginning;
  }

  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    if (this.#isOver) return Promise.reject(new Error('the transaction is over'));
    this.#begin();
    const isReading = (typeof config === 'string' ? config : config.text).startsWith('select');
    return isReading && !this.#isHeld ? this.#send(config, values) : this.#inTurn(config, values);
  }

  /** Behind whoever has stood before the gate for longer, also where one of those shuts it again. */
  async #inTurn(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    if (this.#gate !== null) this.#isHeld = true;
    while (this.#gate !== null) await this.#gate;
    return this.#send(config, values);
  }

  #end(config: string | pg.QueryConfig): Promise<pg.QueryResult> {
    this.#isOver = true;
    return this.#inTurn(config);
  }

  /** Answers come in their order, so that the first failure to be noted is the one that made the others fail. */
  async #send(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    try {
      return await this.#client.query(config, values);
    } catch (error) {
      this.#note(error, typeof config === 'string' ? config : config.text);
      throw error;
    }
  }

  #note(error: unknown, text: string): void {
    this.#first ??= new DrizzleQueryError(text, [], asError(error));
  }

  /** Sends what nobody looks at the answer of. */
  async post(statement: Promise<unknown>): Promise<void> {
    this.#posted += 1;
    const answered = statement.catch((error: unknown) => void (this.#unheard ??= this.#first ?? asError(error))).finally(() => (this.#posted -= 1));
    if (this.#posted > mostPosted) await answered;
  }

  /** Does what has the connection to itself, such as a COPY. */
  async alone<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    if (this.#isOver) throw new Error('the transaction is over');
    this.#begin();
    while (this.#gate !== null) await this.#gate;
    const done = work(this.#client);
    done.catch((error: unknown) => this.#note(error, 'copy'));
    this.#shut(done);
    this.#isHeld = true;
    return done;
  }

  /** @throws what was posted and failed; what the server refuses to commit */
  async commit(): Promise<void> {
    if (!this.#isBegun) return;
    const { command } = await this.#end(committing);
    if (this.#unheard !== null) throw this.#unheard;
    if (command !== 'COMMIT') throw this.#first ?? new Error('a statement had failed, and its error was passed over');
  }

  /** Why the transaction cannot go on: what failed first, where an error only says that something had. */
  reasonOf(error: unknown): Error {
    return this.#unheard ?? (followsFailure(error) ? this.#first : null) ?? asError(error);
  }

  /** Whether the connection can be used again. */
  async rollback(): Promise<boolean> {
    if (!this.#isBegun) return true;
    return this.#end('rollback').then(
      () => true,
      () => false,
    );
  }

  /** Until BEGIN is answered there may be no transaction, and what is written would stand by itself; what is read does no harm. */
  #begin(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.#shut(this.#send(this.#beginning));
  }

  #shut(gate: Promise<unknown>): void {
    this.#gate = gate;
    const open = () => {
      this.#gate = null;
      this.#isHeld = false;
    };
    // Whoever stands before the gate was put behind this, and goes on right after it.
    gate.then(open, open);
  }
}

/** So many reads at most share a connection: whoever asks much keeps those waiting who stand behind. */
const mostTogether = 16;

interface Read {
  readonly config: string | pg.QueryConfig;
  readonly values: unknown[] | undefined;
  readonly answer: PromiseWithResolvers<pg.QueryResult>;
}

/** Reads outside transactions: those that are asked in one turn of the event loop, or while all connections are taken, go together on one. */
export class SharedReads implements Asked {
  readonly #pool: pg.Pool;
  #waiting: Read[] = [];
  #isCalled = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const answer = Promise.withResolvers<pg.QueryResult>();
    this.#waiting.push({ config, values, answer });
    this.#call();
    return answer.promise;
  }

  #call(): void {
    if (this.#isCalled) return;
    this.#isCalled = true;
    setImmediate(() => void this.#carry());
  }

  async #carry(): Promise<void> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      for (const { answer } of this.#taken(Infinity)) answer.reject(error);
      return null;
    });
    if (client === null) return;
    const answered = this.#taken(mostTogether).map(({ config, values, answer }) => client.query(config, values).then(answer.resolve, answer.reject));
    await Promise.all(answered);
    client.release();
  }

  #taken(most: number): Read[] {
    const taken = this.#waiting.splice(0, most);
    this.#isCalled = false;
    if (this.#waiting.length > 0) this.#call();
    return taken;
  }
}
