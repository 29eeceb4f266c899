import Database from 'better-sqlite3';
import pg from 'pg';

/** The bare writing of the rows that an import wrote. */
export interface Floor {
  readonly what: string;
  readonly seconds: number;
  /** Of this process; the server's own is not in it. */
  readonly processorSeconds: number;
  readonly rows: number;
}

/** What the product takes in one transaction. */
const visitsInTransaction = 2000;
const tables = ['visit', 'adjudication', 'ledger_entry'] as const;

/** The rows that an import wrote, in its order, written again into the file as it was before, as durably and as many at a time. */
export function writeAgain(from: string, to: string): Floor {
  const done = new Database(from, { readonly: true });
  const raw = new Database(to);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('cache_size = -65536');
  const written = tables.map((name) => {
    const rows = done.prepare(`select * from ${name} order by rowid`).raw().all() as unknown[][];
    const marks = Array.from({ length: rows[0]?.length ?? 0 }, () => '?').join(', ');
    return { rows, statement: raw.prepare(`insert into ${name} values (${marks})`), at: 0 };
  });
  done.close();
  const batches = Math.ceil((written[0]?.rows.length ?? 0) / visitsInTransaction);
  const began = performance.now();
  const before = process.cpuUsage();
  for (let batch = 1; batch <= batches; batch += 1) {
    raw.exec('begin immediate');
    for (const table of written) {
      const until = Math.round((table.rows.length * batch) / batches);
      for (; table.at < until; table.at += 1) table.statement.run(table.rows[table.at] ?? []);
    }
    raw.exec('commit');
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  raw.close();
  return { what: 'the same rows by a raw insert loop', seconds, processorSeconds: (user + system) / 1e6, rows: written.reduce((sum, { at }) => sum + at, 0) };
}

/** The same on the server, which hands the rows from one table to another of the same indexes and keys, without a client. */
export async function copyAgain(url: string): Promise<Floor> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const counts: number[] = [];
  for (const name of tables) {
    await client.query(`create table floor_${name} (like ${name} including all)`);
    const keys = await client.query<{ definition: string }>(`select pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'f' and conrelid = '${name}'::regclass`);
    for (const { definition } of keys.rows) await client.query(`alter table floor_${name} add ${definition}`);
    await client.query(`create temp table numbered_${name} as select row_number() over (order by ctid) as number, * from ${name}`);
    await client.query(`create index on numbered_${name} (number)`);
    const columns = await client.query<{ list: string }>(`select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute where attrelid = '${name}'::regclass and attnum > 0 and not attisdropped`);
    await client.query(`prepare ${name}_floor as insert into floor_${name} select ${columns.rows[0]?.list} from numbered_${name} where number > $1 and number <= $2`);
    counts.push(Number((await client.query<{ count: string }>(`select count(*) as count from ${name}`)).rows[0]?.count));
  }
  const batches = Math.ceil((counts[0] ?? 0) / visitsInTransaction);
  const began = performance.now();
  const before = process.cpuUsage();
  for (let batch = 0; batch < batches; batch += 1) {
    await client.query('begin');
    for (const [at, name] of tables.entries()) {
      const share = (counts[at] ?? 0) / batches;
      await client.query(`execute ${name}_floor (${Math.round(share * batch)}, ${Math.round(share * (batch + 1))})`);
    }
    await client.query('commit');
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  await client.end();
  return { what: 'the same rows by insert … select on the server', seconds, processorSeconds: (user + system) / 1e6, rows: counts.reduce((sum, count) => sum + count, 0) };
}
