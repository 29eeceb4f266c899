import type { ArrivingRow, ReviewReason, StagedRow } from '@/db/queries/import-review';
import type { Reach, Tx } from '@/db';
import type { ReviewKind, RowResult } from '@/server/domain/import/review';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { IncomingRow, RowProblem } from '../import/incoming';
import { withoutPersons } from '../import/run-import';

/** Which scope a kind of file needs, for looking at it as for taking it. */
export const scopeOfKind = { residents: 'resident:import', contracts: 'contract:import' } as const satisfies Record<ReviewKind, Scope>;

/** What a row turned out to be, before it is held against the other rows of its file. */
export type Judged = Omit<ArrivingRow, 'content' | 'rowNumber'>;

/** What became of a row that was applied, or why it is handed back to be decided anew. */
export type Applied =
  | { readonly rowNumber: number; readonly result: RowResult; readonly reasons: readonly ReviewReason[]; readonly resultId: string | null }
  | { readonly rowNumber: number; readonly result: null; readonly judged: Judged };

/** What became of a row that has a transaction to itself; refusals undo what was written of it. */
export type OneApplied = { readonly ok: true; readonly applied: Applied } | { readonly ok: false; readonly refusals: readonly [AnyRefusal, ...AnyRefusal[]] };

/** What a kind of file brings to the review of its rows. */
export interface Reviewing<Facts> {
  readonly kind: ReviewKind;
  /** Judges rows as things stand, in their order. */
  judge(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<Facts>[]): Promise<Judged[]>;
}

/** Reasons as they are kept beside a sealed row. */
export function asReasons(problems: readonly RowProblem[]): ReviewReason[] {
  return problems.map(({ code, column, facts }) => ({ code, column, facts: withoutPersons(facts) }));
}

/** A staged row as the file brought it. */
export function incomingOf<Facts>({ rowNumber, content }: StagedRow): IncomingRow<Facts> {
  const { facts, original } = content;
  // What was staged was written by the reader of the same kind.
  return { rowNumber, facts: facts as Facts, problems: [], original: () => original };
}
