import type { Column } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';

/** The name a column has in the database: its key as drizzle's `casing: 'snake_case'` spells it. */
export function columnName(key: string, column: Column): string {
  return column.keyAsName ? toSnakeCase(key) : column.name;
}
