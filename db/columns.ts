import * as pg from 'drizzle-orm/pg-core';
import * as lite from 'drizzle-orm/sqlite-core';

/**
 * The column types of both SQL dialects, under PostgreSQL's types. A process speaks one dialect, chosen when it starts,
 * so a table is declared once and built for the engine at hand.
 */
export type Dialect = 'sqlite' | 'postgres';

export const dialect: Dialect = dialectOf(process.env.DB_DIALECT ?? process.env.DATABASE_URL ?? '');

function dialectOf(setting: string): Dialect {
  return setting.startsWith('postgres') ? 'postgres' : 'sqlite';
}

/** The one cast between the dialects: drizzle's builders take the same calls; dialects.test.ts guards what they store. */
function either<Builder>(postgres: Builder, sqlite: unknown): Builder {
  return dialect === 'postgres' ? postgres : (sqlite as Builder);
}

export const table = either(pg.pgTable, lite.sqliteTable);
export const index = either(pg.index, lite.index);
export const uniqueIndex = either(pg.uniqueIndex, lite.uniqueIndex);
export const primaryKey = either(pg.primaryKey, lite.primaryKey);
export const foreignKey = either(pg.foreignKey, lite.foreignKey);
export const check = either(pg.check, lite.check);
/** What a table declares beside its columns. */
export const tableConfigOf = either(pg.getTableConfig, lite.getTableConfig);

/** Free text. */
export const text = () => either(pg.text(), lite.text());
/** Text of a closed list; the list belongs to the domain. */
export const code = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  either(pg.text({ enum: [...values] as [Values[number], ...Values[number][]] }), lite.text());
/** Integer 分. */
export const fen = () => either(pg.bigint({ mode: 'number' }), lite.integer());
/** A whole number. */
export const count = () => either(pg.integer(), lite.integer());
/** A rate, share or number of points: exact decimal text that SQL never adds, compares or sorts. */
export const decimal = () => either(pg.text(), lite.text());
export const flag = () => either(pg.boolean(), lite.integer({ mode: 'boolean' }));
/** A civil day `YYYY-MM-DD` in Asia/Shanghai. */
export const day = () => either(pg.text(), lite.text());
/** A month `YYYY-MM`. */
export const month = () => either(pg.text(), lite.text());
/** A civil time `YYYY-MM-DD HH:mm:ss` in Asia/Shanghai, as hospital systems report it. */
export const civilTime = () => either(pg.text(), lite.text());
/** Milliseconds since the epoch. */
export const instant = () => either(pg.bigint({ mode: 'number' }), lite.integer());
/** A document the database never looks into. */
export const json = <Shape>() => either(pg.jsonb().$type<Shape>(), lite.text({ mode: 'json' }).$type<Shape>());
/** The same of a document that many rows share as one object, which nobody changes: it is written out once. */
export const sharedJson = <Shape extends object>() =>
  either(
    pg.customType<{ data: Shape; driverData: unknown }>({ dataType: () => 'jsonb', toDriver: writtenOnce })(),
    lite.customType<{ data: Shape; driverData: string }>({ dataType: () => 'text', toDriver: writtenOnce, fromDriver: (text) => JSON.parse(text) as Shape })(),
  );

const written = new WeakMap<object, string>();

function writtenOnce(document: object): string {
  const text = written.get(document) ?? JSON.stringify(document);
  written.set(document, text);
  return text;
}
