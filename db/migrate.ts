import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate as runSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate as runPostgres } from 'drizzle-orm/node-postgres/migrator';
import type { Dialect } from './columns';

/** A table that drizzle rebuilds would cascade its deletes, so foreign keys rest while migrations run and are checked after. */
export function migrateSqlite(writer: Database.Database): Promise<void> {
  const applied = tableExists(writer)
    ? (writer.prepare('select created_at from __drizzle_migrations order by created_at desc limit 1').pluck().get() as number | undefined)
    : undefined;
  refuseNewerSchema(applied, 'sqlite');
  writer.pragma('foreign_keys = OFF');
  runSqlite(drizzle(writer), { migrationsFolder: folderOf('sqlite') });
  const broken = writer.pragma('foreign_key_check') as object[];
  if (broken.length > 0) throw new Error(`migration left ${broken.length} rows without the row they point to`);
  writer.pragma('foreign_keys = ON');
  return Promise.resolve();
}

export async function migratePostgres(builders: NodePgDatabase): Promise<void> {
  const { rows } = await builders.execute<{ found: string | null }>(sql`select to_regclass('drizzle.__drizzle_migrations')::text as found`);
  if (rows[0]?.found) {
    const latest = await builders.execute<{ at: number | null }>(sql`select max(created_at) as at from drizzle.__drizzle_migrations`);
    refuseNewerSchema(latest.rows[0]?.at ?? undefined, 'postgres');
  }
  await runPostgres(builders, { migrationsFolder: folderOf('postgres') });
}

function tableExists(writer: Database.Database): boolean {
  return writer.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get() !== undefined;
}

/** An older program must not write into a schema it does not know. */
function refuseNewerSchema(applied: number | undefined, engine: Dialect): void {
  const journal = JSON.parse(readFileSync(join(folderOf(engine), 'meta', '_journal.json'), 'utf8')) as { entries: { when: number }[] };
  const newest = Math.max(0, ...journal.entries.map((entry) => entry.when));
  if (applied !== undefined && Number(applied) > newest) {
    throw new Error('the database was made by a newer version of Gatekeeper; start that version, or restore a backup');
  }
}

function folderOf(engine: Dialect): string {
  return join(process.cwd(), 'db', 'migrations', engine);
}
