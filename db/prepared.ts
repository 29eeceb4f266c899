import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { type Queryable, sharedInProcess } from './client';

/** What a prepared statement can be given. Flags are written out, for the engines keep them differently; many texts are `listed` of db/among.ts. */
export type Bound = string | number | readonly string[] | null;

/** A statement that each handle builds when it is first asked, and keeps. */
export interface Statement<Rows> {
  /** No other statement of the process is called so. */
  readonly name: string;
  build(q: Queryable): Preparable<Rows>;
}

export interface Preparable<Rows> {
  prepare(name: string): Ready<Rows>;
}

/** A statement that has been built, on some connection. */
export interface Ready<Rows> {
  execute(values: Readonly<Record<string, Bound>>): PromiseLike<Rows>;
}

/**
 * A query whose text is always the same, as a function of the values it names. Building a query and reading its text costs several times
 * what running it does; this is done once a connection. For queries that are asked with each request, no others.
 *
 *     const findName = prepared(['regionCode', 'code'], (q, { regionCode, code }) =>
 *       q.select({ name: institution.name }).from(institution).where(and(eq(institution.regionCode, regionCode), eq(institution.code, code))));
 *     const [found] = await findName(q, { regionCode: '210100', code: 'H1' });
 */
export function prepared<const Names extends readonly string[], Rows>(
  names: Names,
  build: (q: Queryable, values: Placeholders<Names[number]>) => Preparable<Rows>,
): (q: Queryable, values: Readonly<Record<Names[number], Bound>>) => Promise<Rows> {
  const named = sharedInProcess('gatekeeper.statements', () => ({ last: 0 }));
  named.last += 1;
  const placeholders = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Placeholders<Names[number]>;
  const statement: Statement<Rows> = { name: `gatekeeper_${named.last}`, build: (q) => build(q, placeholders) };
  return (q, values) => q.prepared(statement, values);
}

export type Placeholders<Name extends string> = { readonly [Each in Name]: Placeholder<Each> };

/** What an update sets columns to, by placeholders of the same names. A document is given as its text. */
export function setTo<Name extends string>(values: Placeholders<Name>): { readonly [Each in Name]: SQL } {
  return Object.fromEntries(Object.entries<Placeholder>(values).map(([name, placeholder]) => [name, sql`${placeholder}`])) as { readonly [Each in Name]: SQL };
}

const mostShapes = 256;

/**
 * Prepared statements of a question that comes in several shapes: which filters are set, how long a list is. Each shape has a statement of its
 * own, made when it is first asked for.
 */
export function shaped<Shape extends object, Run>(make: (shape: Shape) => Run): (shape: Shape) => Run {
  const made = new Map<string, Run>();
  return (shape) => {
    const key = JSON.stringify(shape);
    const run = made.get(key) ?? make(shape);
    // Put last, so that what has not been asked for longest goes first.
    made.delete(key);
    made.set(key, run);
    if (made.size > mostShapes) made.delete(made.keys().next().value ?? '');
    return run;
  };
}

/** A question as a statement asks it: with placeholders in the place of its texts and numbers. What is missing, and yes or no, stays as it is. */
export type Form<Question> = Question extends string | number
  ? Placeholder
  : Question extends readonly (infer Each)[]
    ? readonly Form<Each>[]
    : Question extends object
      ? { readonly [Key in keyof Question]: Form<Question[Key]> }
      : Question;

/**
 * A prepared query of many filters, any of which may be left out: questions of one shape that name the same things share a statement. What is
 * to be written out in it, such as a list of statuses, belongs to the shape.
 */
export function preparedInForm<Shape extends object, Question extends object>() {
  return <Rows>(build: (q: Queryable, shape: Shape, question: Form<Question>) => Preparable<Rows>) => {
    const statementFor = shaped(({ shape, form }: { readonly shape: Shape; readonly form: Form<Question> }) => prepared<readonly string[], Rows>([], (q) => build(q, shape, form)));
    return (q: Queryable, shape: Shape, question: Question): Promise<Rows> => {
      const values: Record<string, Bound> = {};
      const form = takeValues(question, 'asked', values) as Form<Question>;
      return statementFor({ shape, form })(q, values);
    };
  };
}

function takeValues(asked: unknown, name: string, values: Record<string, Bound>): unknown {
  if (typeof asked === 'string' || typeof asked === 'number') {
    values[name] = asked;
    return sql.placeholder(name);
  }
  if (Array.isArray(asked)) return asked.map((each: unknown, at) => takeValues(each, `${name}.${at}`, values));
  if (typeof asked !== 'object' || asked === null) return asked;
  return Object.fromEntries(Object.entries(asked).map(([key, each]) => [key, takeValues(each, `${name}.${key}`, values)]));
}

/** Statements that have been built, for all handles that can run them. */
export type BuiltStatements = WeakMap<Statement<unknown>, Ready<unknown>>;

/**
 * How a handle runs prepared statements: each is built once, by whoever of those that share them comes first.
 *
 * @param ours a statement as this handle runs it, where it was built on another's connection
 */
export function preparing(builders: Queryable, built: BuiltStatements = new WeakMap(), ours: <Rows>(ready: Ready<Rows>) => Ready<Rows> = (ready) => ready): Queryable['prepared'] {
  return async <Rows>(statement: Statement<Rows>, values: Readonly<Record<string, Bound>>): Promise<Rows> => {
    const known = (built.get(statement) as Ready<Rows> | undefined) ?? statement.build(builders).prepare(statement.name);
    built.set(statement, known);
    return ours(known).execute(values);
  };
}
