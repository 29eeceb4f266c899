import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { movingTables, otherTables } from '@/db/queries/merge-plan';
import { columnName } from '@/db/naming';
import * as schema from '@/db/schema';

/** Columns by which a row names a resident, or a number of theirs. */
const naming = /(^|_)(resident_id|identity_index|merged_into_id|survivor_id|merged_id)$/;

test('every table that names a resident has its place in a merge', () => {
  const placed = new Set([...movingTables.map(({ table }) => getTableName(table)), ...Object.keys(otherTables)]);
  const tables = Object.values(schema).filter((each) => is(each, PgTable) || is(each, SQLiteTable)) as PgTable[];
  const forgotten = tables.filter((table) => !placed.has(getTableName(table)) && Object.entries(getTableColumns(table)).some(([key, column]) => naming.test(columnName(key, column))));
  expect(forgotten.map((table) => getTableName(table))).toEqual([]);
  expect(tables.length).toBeGreaterThan(60);
});
