import { Column, SQL, Subquery, getTableName, is } from 'drizzle-orm';

interface Field {
  readonly path: readonly string[];
  readonly field: unknown;
}

/** What a builder has prepared, as far as rows are made of its columns. */
interface PreparedRows {
  readonly fields?: readonly Field[] | undefined;
  readonly joinsNotNullableMap?: Readonly<Record<string, boolean>> | undefined;
  customResultMapper?: ((rows: readonly (readonly unknown[])[]) => unknown) | undefined;
}

interface Session {
  prepareQuery(...told: unknown[]): PreparedRows;
}

/**
 * Makes a builder's rows by a plan that is drawn up once a statement. Drizzle itself asks of each value of each row what kind of column it
 * came from, which costs more than reading it; what comes out is the same.
 */
export function mapRowsByPlan<Builders extends object>(builders: Builders): Builders {
  const { session } = builders as Builders & { readonly session: Session };
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...told) => {
    const query = prepareQuery(...told);
    if (query.fields === undefined || query.customResultMapper !== undefined) return query;
    let plan: RowPlan | null = null;
    // Which joins may come back empty is told after the statement is prepared.
    query.customResultMapper = (rows) => {
      plan ??= planOf(query.fields ?? [], query.joinsNotNullableMap);
      const { entries, nullable } = plan;
      return rows.map((row) => objectOf(entries, nullable, row));
    };
    return query;
  };
  return builders;
}

/** A key of an object and the column it is read from, or the object that stands under it. */
interface Entry {
  readonly key: string;
  readonly at: number;
  /** Null where the driver's value is the value. */
  readonly decode: ((value: unknown) => unknown) | null;
  readonly entries: readonly Entry[] | null;
}

/** An object of a table's columns that is null where the join found nothing: then its first column is. */
interface Nullable {
  readonly key: string;
  readonly firstKey: string;
}

interface RowPlan {
  readonly entries: readonly Entry[];
  readonly nullable: readonly Nullable[];
}

function planOf(fields: readonly Field[], joinsNotNullable: PreparedRows['joinsNotNullableMap']): RowPlan {
  const entries: (Entry & { entries: Entry[] | null })[] = [];
  for (const [at, { path, field }] of fields.entries()) putInto(entries, path, at, decoderOf(field));
  return { entries, nullable: joinsNotNullable ? nullableOf(fields, joinsNotNullable) : [] };
}

function putInto(entries: Entry[], [key = '', ...inside]: readonly string[], at: number, decode: Entry['decode']): void {
  if (inside.length === 0) {
    entries.push({ key, at, decode, entries: null });
    return;
  }
  const known = entries.find((entry) => entry.key === key && entry.entries !== null);
  const below = (known?.entries as Entry[] | undefined) ?? [];
  if (!known) entries.push({ key, at, decode: null, entries: below });
  putInto(below, inside, at, decode);
}

function decoderOf(field: unknown): Entry['decode'] {
  if (is(field, Column)) return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? null : (value) => field.mapFromDriverValue(value);
  const decoder = is(field, SQL) ? decoderIn(field) : is(field, Subquery) ? decoderIn(field._.sql) : decoderIn((field as SQL.Aliased).sql);
  return (value) => decoder.mapFromDriverValue(value);
}

/** Where `mapWith` left what it was given. */
function decoderIn(text: SQL): { mapFromDriverValue(value: unknown): unknown } {
  return (text as object as { readonly decoder: { mapFromDriverValue(value: unknown): unknown } }).decoder;
}

function nullableOf(fields: readonly Field[], joinsNotNullable: Readonly<Record<string, boolean>>): Nullable[] {
  const objects = new Map<string, { readonly firstKey: string; readonly table: string; isOfOne: boolean }>();
  for (const { path, field } of fields) {
    const [key, name] = path;
    if (!is(field, Column) || path.length !== 2 || key === undefined || name === undefined) continue;
    const table = getTableName(field.table);
    const known = objects.get(key);
    if (!known) objects.set(key, { firstKey: name, table, isOfOne: true });
    else if (known.table !== table) known.isOfOne = false;
  }
  return [...objects].flatMap(([key, { firstKey, table, isOfOne }]) => (isOfOne && !joinsNotNullable[table] ? [{ key, firstKey }] : []));
}

type Plain = Record<string, unknown>;

function objectOf(entries: readonly Entry[], nullable: readonly Nullable[], row: readonly unknown[]): Plain {
  const made: Plain = {};
  for (const { key, at, decode, entries: inside } of entries) {
    if (inside !== null) made[key] = objectOf(inside, none, row);
    else {
      const value = row[at];
      made[key] = value === null || decode === null ? value : decode(value);
    }
  }
  for (const { key, firstKey } of nullable) if ((made[key] as Plain)[firstKey] === null) made[key] = null;
  return made;
}

const none: readonly Nullable[] = [];
