import { Column, type Table, getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { tableConfigOf } from './columns';
import { columnName } from './naming';

/** How rows of a table are written by hand-made statements: its columns in their order, as the database spells and keeps them. */
export interface AppendPlan {
  readonly table: string;
  readonly columns: readonly PlannedColumn[];
  /** What an insert says of a row that is there already; nothing, so that it fails, unless the rows take places. */
  readonly onConflict: string;
}

export interface PlannedColumn {
  readonly key: string;
  readonly name: string;
  /** Null where the value is written as it is. */
  readonly encode: ((value: unknown) => unknown) | null;
}

const plans = new WeakMap<Table, AppendPlan>();

/** The plan of a table, drawn up once: many rows are written by it, and each asks every column of it. */
export function appendPlanOf(table: Table): AppendPlan {
  let plan = plans.get(table);
  if (plan === undefined) {
    const columns: Record<string, Column> = getTableColumns<Table>(table);
    plan = { table: getTableName(table), columns: Object.entries(columns).map(([key, column]) => ({ key, name: columnName(key, column), encode: encoderOf(column) })), onConflict: '' };
    plans.set(table, plan);
  }
  return plan;
}

const putPlans = new WeakMap<Table, AppendPlan>();

/** The plan by which rows take the place of those that have the same primary key. */
export function putPlanOf(table: Table): AppendPlan {
  let plan = putPlans.get(table);
  if (plan === undefined) {
    const known = appendPlanOf(table);
    const key = primaryKeyOf(table).map(quoted);
    const others = known.columns.map(({ name }) => quoted(name)).filter((name) => !key.includes(name));
    plan = { ...known, onConflict: ` on conflict (${key.join(', ')}) do update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}` };
    putPlans.set(table, plan);
  }
  return plan;
}

function primaryKeyOf(table: Table): string[] {
  const [key] = tableConfigOf(table as PgTable).primaryKeys;
  if (!key) throw new Error(`${getTableName(table)} has no primary key of several columns`);
  return key.columns.map((column) => columnName(column.name, column));
}

function quoted(name: string): string {
  return `"${name}"`;
}

function encoderOf(column: Column): PlannedColumn['encode'] {
  return column.mapToDriverValue === Column.prototype.mapToDriverValue ? null : (value) => column.mapToDriverValue(value);
}

/** What the database keeps of a row, column by column. Every column has to be told; what is not is null. */
export function valuesOf({ columns }: AppendPlan, row: object): unknown[] {
  const values = new Array<unknown>(columns.length);
  for (let at = 0; at < columns.length; at += 1) {
    const { key, encode } = columns[at] as PlannedColumn;
    const value: unknown = (row as Readonly<Record<string, unknown>>)[key] ?? null;
    values[at] = value === null || encode === null ? value : encode(value);
  }
  return values;
}
