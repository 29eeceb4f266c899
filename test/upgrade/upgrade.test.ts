import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '@/db';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { verifyChains } from '@/server/services/audit/verify-chains';
import { serviceContext } from '@/server/services/context';
import { emptyDatabase } from '../factories/store';
import { fillAsHeld, type HeldTable, readHeld } from './earlier-schema';

/** An installation that began with the first schema, and what it held then. */
let store: Store;
let held: Map<string, HeldTable>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await emptyDatabase();
  const tables = readHeld('0000');
  await fillAsHeld(database.url, '0000', tables);
  store = await openStore(database.url);
  await store.migrate();
  held = new Map(tables.map((table) => [table.table, table]));
  drop = async () => {
    await store.close();
    await database.drop();
  };
});
afterAll(() => drop());

const system = () => serviceContext(store, { kind: 'system', job: 'upgrade', regionCode: '210100' });

describe('an installation of the first schema, brought up to date', () => {
  test('keeps its books: every visit adjudicated anew comes to what was posted', async () => {
    const found = await verifyLedger(system());
    expect(found).toMatchObject({ unbalanced: [], differences: [], stale: [] });
    expect(found.accounts).toBeGreaterThan(100);
  });

  test('keeps its audit chains whole', async () => {
    expect(await verifyChains(system())).toMatchObject({ rows: held.get('audit_event')?.rows.length, problems: [] });
  });
});
