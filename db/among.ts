import { type Column, type SQL, sql } from 'drizzle-orm';
import { dialect } from './columns';

/**
 * Whether a column is one of many texts. They are bound as one value, so that the statement is the same however many there are: a list of
 * thousands of placeholders takes longer to build and to prepare than its rows to be found, and more than so many cannot be bound.
 */
export function among(column: Column, values: Iterable<string>): SQL {
  const list = [...values];
  if (dialect === 'postgres') return sql`${column} = any(${sql.param(list)}::text[])`;
  return sql`${column} in (select value from json_each(${JSON.stringify(list)}))`;
}

/** Whether two columns together are one of many pairs of texts. */
export function pairAmong(columns: readonly [Column, Column], pairs: readonly (readonly [string, string])[]): SQL {
  const [left, right] = columns;
  if (dialect === 'postgres') {
    const [lefts, rights] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
    return sql`(${left}, ${right}) in (select * from unnest(${sql.param(lefts)}::text[], ${sql.param(rights)}::text[]))`;
  }
  return sql`(${left}, ${right}) in (select value ->> 0, value ->> 1 from json_each(${JSON.stringify(pairs)}))`;
}
