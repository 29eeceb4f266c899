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

/** Writes a few rows in one trip, by a statement that the server keeps for one row. */
export async function insertRows(asked: Asked, plan: AppendPlan, rows: readonly object[]): Promise<void> {
  const most = Math.floor(mostBoundValues / plan.columns.length);
  for (let from = 0; from < rows.length; from += most) await insertPiece(asked, plan, rows.slice(from, from + most));
}

async function insertPiece(asked: Asked, plan: AppendPlan, rows: readonly object[]): Promise<void> {
  const names = plan.columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = rows.map((_, row) => `(${plan.columns.map((_column, at) => `$${row * plan.columns.length + at + 1}`).join(', ')})`).join(', ');
  const text = `insert into "${plan.table}" (${names}) values ${marks}${plan.onConflict}`;
  const kept = rows.length === 1 ? { name: `gatekeeper_${plan.onConflict === '' ? 'append' : 'put'}_${plan.table}` } : {};
  await asked.query({ ...kept, text, values: rows.flatMap((row) => valuesOf(plan, row)) }).catch((cause: unknown) => {
    throw new DrizzleQueryError(text, [], asError(cause));
  });
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
  if (value === null) return String.raw`\N`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new TypeError(`COPY cannot write a ${typeof value}`);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : value;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
