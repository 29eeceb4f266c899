import { existsSync } from 'node:fs';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from './postgres.mjs';

test('a throw-away PostgreSQL takes databases in UTF-8 and leaves nothing behind', async () => {
  const postgres = await startPostgres();
  if (!postgres) throw new Error('no PostgreSQL on this machine: npm test needs one for its second engine');
  const folder = await inDatabase(postgres.url, async (client) => {
    await client.query('CREATE DATABASE district');
    const { rows } = await client.query<{ encoding: string; folder: string }>(
      "SELECT pg_encoding_to_char(encoding) AS encoding, current_setting('data_directory') AS folder FROM pg_database WHERE datname = 'district'",
    );
    expect(rows[0]?.encoding).toBe('UTF8');
    return rows[0]?.folder ?? '';
  });
  expect(existsSync(folder)).toBe(true);
  await postgres.stop();
  expect(existsSync(folder)).toBe(false);
  await expect(inDatabase(postgres.url, () => Promise.resolve())).rejects.toThrow('ECONNREFUSED');
});

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
