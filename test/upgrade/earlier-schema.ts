import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import pg from 'pg';
import { openStore, type Store } from '@/db';
import { emptyDatabase } from '../factories/store';

type Cell = string | number | null;

/** The rows of one table, as the embedded engine holds them: flags are 0 and 1, documents are text. */
export interface HeldTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const migrations = join(import.meta.dirname, '../../db/migrations');

/** What an installation held that had the schema of this migration: a small demo, written down before the next one was made. */
function readHeld(schema: string): HeldTable[] {
  const lines = gunzipSync(readFileSync(join(import.meta.dirname, `schema-${schema}.ndjson.gz`))).toString('utf8').split('\n');
  const tables: { table: string; columns: string[]; rows: Cell[][] }[] = [];
  for (const line of lines) {
    const read = JSON.parse(line) as Cell[] | { table: string; columns: string[] };
    if (Array.isArray(read)) tables.at(-1)?.rows.push(read);
    else tables.push({ ...read, rows: [] });
  }
  return tables;
}

/** Makes an empty database hold what it held under the schema of the first migrations, and say so as the migrator would. */
async function fillAsHeld(url: string, upTo: string, tables: readonly HeldTable[]): Promise<void> {
  const isPostgres = url.startsWith('postgres');
  const folder = join(migrations, isPostgres ? 'postgres' : 'sqlite');
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as { entries: { tag: string; when: number }[] };
  const last = entries.findIndex(({ tag }) => tag.startsWith(upTo));
  const applied = entries.slice(0, last + 1).map(({ tag, when }) => {
    const script = readFileSync(join(folder, `${tag}.sql`), 'utf8');
    return { script: script.replaceAll('--> statement-breakpoint', ''), hash: createHash('sha256').update(script).digest('hex'), when };
  });
  await (isPostgres ? fillPostgres(url, applied, tables) : fillSqlite(url, applied, tables));
}

type Applied = readonly { readonly script: string; readonly hash: string; readonly when: number }[];

async function fillSqlite(path: string, applied: Applied, tables: readonly HeldTable[]): Promise<void> {
  const file = new Database(path);
  for (const { script } of applied) file.exec(script);
  // Tables are filled in the order of their names, and a migration may have turned this on again.
  file.pragma('foreign_keys = OFF');
  file.exec('create table __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)');
  for (const { hash, when } of applied) file.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(hash, when);
  file.exec('begin');
  for (const { table, columns, rows } of tables) {
    const insert = file.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...row);
  }
  file.exec('commit');
  file.close();
  return Promise.resolve();
}

async function fillPostgres(url: string, applied: Applied, tables: readonly HeldTable[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { script } of applied) await client.query(script);
  await client.query('create schema if not exists drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)');
  for (const { hash, when } of applied) await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [hash, when]);
  await client.query('set session_replication_role = replica');
  await client.query('begin');
  for (const { table, columns, rows } of tables) {
    const { rows: kinds } = await client.query<{ column_name: string; data_type: string }>('select column_name, data_type from information_schema.columns where table_name = $1', [table]);
    const flags = new Set(kinds.filter(({ data_type }) => data_type === 'boolean').map(({ column_name }) => column_name));
    const insert = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`;
    for (const row of rows) await client.query(insert, row.map((cell, at) => (flags.has(columns[at] ?? '') && cell !== null ? cell === 1 : cell)));
  }
  await client.query('commit');
  await client.end();
}

export interface Upgraded {
  readonly store: Store;
  readonly held: ReadonlyMap<string, HeldTable>;
  readonly drop: () => Promise<void>;
}

/** An installation that held what it held under this schema, brought up to date. */
export async function upgradedFrom(schema: string): Promise<Upgraded> {
  const database = await emptyDatabase();
  const tables = readHeld(schema);
  await fillAsHeld(database.url, schema, tables);
  const store = await openStore(database.url);
  await store.migrate();
  const drop = async () => {
    await store.close();
    await database.drop();
  };
  return { store, held: new Map(tables.map((table) => [table.table, table])), drop };
}
