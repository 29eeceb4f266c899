import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openStore, type Store } from '@/db';

/** A migrated database of this test file's own, on the engine the suite runs on. Call `drop` when done. */
export async function freshStore(): Promise<{ store: Store; url: string; drop: () => Promise<void> }> {
  const { url, drop } = await emptyDatabase();
  const store = await openStore(url);
  await store.migrate();
  return {
    store,
    url,
    drop: async () => {
      await store.close();
      await drop();
    },
  };
}

/** A database without a table. Close what was opened on it before `drop`. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.DATABASE_URL;
  return server?.startsWith('postgres') ? emptyPostgres(server) : emptySqlite();
}

function emptySqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'gatekeeper-test-'));
  const drop = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
  return { url: join(folder, 'gatekeeper.db'), drop };
}

async function emptyPostgres(server: string) {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(server, name) };
}

/**
 * A closed pool's connections are still on their way out for a moment; forcing them out would reach clients that nobody
 * listens to any more, as errors of the test run.
 */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (const deadline = performance.now() + 5000; ; ) {
    try {
      await onServer(server, `drop database ${name}`);
      return;
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === '55006';
      if (!inUse || performance.now() > deadline) throw error;
      await setTimeout(20);
    }
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
