import { DrizzleQueryError } from 'drizzle-orm/errors';

export type DatabaseProblem = 'unique' | 'foreign_key' | 'check' | 'busy' | 'full';

/** What a driver reported, in words that are the same for both engines. */
export class DatabaseError extends Error {
  constructor(
    readonly problem: DatabaseProblem,
    cause: unknown,
  ) {
    super(`database: ${problem}`, { cause });
    this.name = 'DatabaseError';
  }
}

const problems: Readonly<Record<string, DatabaseProblem>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign_key',
  SQLITE_CONSTRAINT_CHECK: 'check',
  SQLITE_CONSTRAINT_NOTNULL: 'check',
  SQLITE_CONSTRAINT_DATATYPE: 'check',
  SQLITE_BUSY: 'busy',
  SQLITE_BUSY_SNAPSHOT: 'busy',
  SQLITE_FULL: 'full',
  '23505': 'unique',
  '23503': 'foreign_key',
  '23514': 'check',
  '23502': 'check',
  '40001': 'busy',
  '40P01': 'busy',
  '53100': 'full',
};

/** A driver's error as DatabaseError; anything else as it came, without the values that its statement carried. */
export function translateError(error: unknown): unknown {
  if (error instanceof DatabaseError) return error;
  const problem = problems[driverCode(error) ?? ''];
  const told = withoutValues(error);
  return problem === undefined ? told : new DatabaseError(problem, told);
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

const mostOfStatement = 200;

/**
 * Drizzle's error lists every value of the statement, and PostgreSQL's tells the failing row: names, addresses, diagnoses,
 * hashes. Errors end up in logs, so what is left is the message, the code and the beginning of the statement.
 */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const { cause, query } = error;
  const statement = query.length > mostOfStatement ? `${query.slice(0, mostOfStatement)}…` : query;
  return Object.assign(new Error(`${cause?.message ?? 'failed'} in ${statement}`), { code: driverCode(cause) });
}

/** Whether a statement failed only because one before it had: PostgreSQL refuses all that are left of a transaction then. */
export function followsFailure(error: unknown): boolean {
  return codesOf(error).includes('25P02');
}

function driverCode(error: unknown): string | undefined {
  return codesOf(error).find((code) => code in problems);
}

/** Drizzle wraps the driver's error on PostgreSQL and not on SQLite, so codes are looked for along the causes. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code);
  }
  return codes;
}
