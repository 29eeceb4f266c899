import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { type AppendPlan, valuesOf } from './append-plan';
import { asError } from './errors';
import type { Asked } from './postgres-line';

/** What pg's connection does for whoever is asked for the data of a COPY; its types leave it out. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

const mostBoundValues = 65_535;

/**
 * The statements that write a few rows; one row by a statement that the server keeps.
 *
 * @throws what cannot be written, before anything is sent: a statement that never reached the server would not keep the transaction from being committed
 */
export function insertsOf(plan: AppendPlan, rows: readonly object[]): pg.QueryConfig[] {
  const most = Math.floor(mostBoundValues / plan.columns.length);
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, at) => insertOf(plan, rows.slice(at * most, (at + 1) * most)));
}

function insertOf(plan: AppendPlan, rows: readonly object[]): pg.QueryConfig {
  const names = plan.columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = rows.map((_, row) => `(${plan.columns.map((_column, at) => `$${row * plan.columns.length + at + 1}`).join(', ')})`).join(', ');
  const kept = rows.length === 1 ? { name: `gatekeeper_${plan.onConflict === '' ? 'append' : 'put'}_${plan.table}` } : {};
  const values = rows.flatMap((row) => valuesOf(plan, row));
  for (const value of values) refuseUnwritable(value);
  return { ...kept, text: `insert into "${plan.table}" (${names}) values ${marks}${plan.onConflict}`, values };
}

/** Sends them one after another. */
export async function insertRows(asked: Asked, inserts: readonly pg.QueryConfig[]): Promise<void> {
  for (const insert of inserts) {
    await asked.query(insert).catch((cause: unknown) => {
      throw new DrizzleQueryError(insert.text, [], asError(cause));
    });
  }
}

const rowsInChunk = 500;

/** Writes rows by PostgreSQL's COPY, which takes several times as many in a second as an INSERT does, and is as much a part of the transaction. */
export function copyRows(client: pg.ClientBase, plan: AppendPlan, rows: readonly object[]): Promise<void> {
  return new Promise((resolve, reject) => client.query(new Copying(plan, rows, resolve, reject)));
}

/** pg hands the answers of the server to the methods of what it was asked to do. */
class Copying extends pg.Query {
  readonly #plan: AppendPlan;
  readonly #rows: readonly object[];
  readonly #text: string;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;

  constructor(plan: AppendPlan, rows: readonly object[], resolve: () => void, reject: (error: unknown) => void) {
    const text = `copy "${plan.table}" (${plan.columns.map(({ name }) => `"${name}"`).join(', ')}) from stdin`;
    super(text);
    this.#plan = plan;
    this.#rows = rows;
    this.#text = text;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    try {
      for (let from = 0; from < this.#rows.length; from += rowsInChunk) connection.sendCopyFromChunk(Buffer.from(linesOf(this.#plan, this.#rows.slice(from, from + rowsInChunk))));
      connection.endCopyFrom();
    } catch (error) {
      // Thrown on, it would be nobody's. The server is told to end the statement.
      this.handleError(error);
      connection.sendCopyFail('a row cannot be written');
    }
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  /** The same error as the builders', so that it is told in the same words and without the rows. */
  handleError(cause: unknown): void {
    this.#reject(new DrizzleQueryError(this.#text, [], asError(cause)));
  }
}

/** Rows in COPY's text format. */
function linesOf(plan: AppendPlan, rows: readonly object[]): string {
  return rows.map((row) => `${valuesOf(plan, row).map(fieldOf).join('\t')}\n`).join('');
}

function fieldOf(value: unknown): string {
  refuseUnwritable(value);
  if (value === null) return String.raw`\N`;
  if (typeof value !== 'string') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : value;
}

function refuseUnwritable(value: unknown): asserts value is string | number | boolean | null {
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) throw new TypeError(`a ${typeof value} is no value of a column`);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
