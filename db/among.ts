import { type Column, Placeholder, type SQL, is, sql } from 'drizzle-orm';
import { dialect } from './columns';
import type { Bound } from './prepared';

/**
 * Whether a column is one of many texts. They are bound as one value, so that the statement is the same however many there are: a list of
 * thousands of placeholders takes longer to build and to prepare than its rows to be found, and more than so many cannot be bound.
 *
 * @param values the texts, or where a prepared statement is given them: `listed` of them
 */
export function among(column: Column, values: Iterable<string> | Placeholder): SQL {
  const list = isGivenLater(values) ? values : sql.param(listed(values));
  return dialect === 'postgres' ? sql`${column} = any(${list}::text[])` : sql`${column} in (select value from json_each(${list}))`;
}

function isGivenLater(values: Iterable<string> | Placeholder): values is Placeholder {
  return is(values, Placeholder);
}

/** Many texts as the one value that a prepared statement is given for `among`. */
export function listed(values: Iterable<string>): Bound {
  const list = [...values];
  return dialect === 'postgres' ? list : JSON.stringify(list);
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
