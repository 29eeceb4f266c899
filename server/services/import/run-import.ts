import { setImmediate } from 'node:timers/promises';
import type { Reach, Tx } from '@/db';
import { type ImportIssue, addToBatch, finishBatch, insertBatch, insertIssues, interruptUnfinished } from '@/db/queries/import';
import { maskNumbersIn } from '@/server/domain/kernel/identity-number';
import { accept, type Outcome } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { FileProblem, type ImportCounts, type ImportSummary, type IncomingFile, type IncomingRow, nothingImported, type RowProblem } from './incoming';

/** What became of one row. */
export type RowResult =
  | { readonly outcome: 'accepted' | 'already_held' }
  | { readonly outcome: 'rejected' | 'conflicting'; readonly reasons: readonly RowProblem[] };

export interface ImportPlan<Facts> {
  readonly kind: 'visits' | 'institutions' | 'residents' | 'contracts' | 'recognitions' | 'scores' | 'identities' | 'diagnoses';
  readonly file: IncomingFile<Facts>;
  readonly institutionCode: string | null;
  /**
   * Takes some rows within a transaction and says what became of each, in their order. It may be run again when the database
   * asks for it, so it keeps nothing outside `tx`.
   */
  readonly take: (tx: Tx, rows: readonly IncomingRow<Facts>[], batchId: string) => Promise<readonly RowResult[]>;
  /** The order in which rows that were read together are taken; that of the file unless given. */
  readonly inOrder?: (rows: readonly IncomingRow<Facts>[]) => readonly IncomingRow<Facts>[];
}

export interface StartedImport {
  readonly batchId: string;
  /** Takes the rows to the end of the file. Rows that were committed stay, whatever happens to the rest. */
  run(onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary>;
}

/** How many rows are read ahead, and taken in one transaction at most. */
const rowsInTransaction = 2000;
/** How many are read before others of this process get their turn, and with them the transaction that rows are being taken in. */
const rowsReadInTurn = 20;
/**
 * How many are taken before it is asked whether somebody waits: a booking that comes meanwhile waits for so many. Where bookings come all
 * the time a transaction ends with its first piece; while nobody comes the pieces grow, for each reads anew what it needs to know.
 */
const rowsInFirstPiece = 50;
const rowsInLargestPiece = 400;

/** Whoever works beside an import writes to the chain of their institution; an import has one to itself. */
const chainOf = (batchId: string) => `import/${batchId}`;

/** Files the import, so that it can be watched, and hands back what runs it. The caller has the actor's permission. */
export async function startImport<Facts>(context: ServiceContext, reach: Reach, plan: ImportPlan<Facts>): Promise<StartedImport> {
  const { regionCode } = reach;
  const { fileName, digest } = plan.file;
  const batchId = context.newId();
  const startedAt = context.now();
  await must(
    unitOfWork(context, async ({ tx, audit }) => {
      await interruptUnfinished(tx, regionCode, digest, startedAt);
      await insertBatch(tx, {
        ...{ regionCode, id: batchId, kind: plan.kind, fileName, fileDigest: digest, institutionCode: plan.institutionCode },
        ...{ status: 'running', ...nothingImported, problem: null, startedAt, startedBy: actorRef(context.actor), heardAt: startedAt, finishedAt: null },
      });
      await audit({ action: 'import.started', subject: { kind: 'import', id: batchId }, chain: chainOf(batchId), facts: { kind: plan.kind, fileName, digest } });
      return accept(null);
    }),
  );
  return { batchId, run: (onProgress = () => undefined) => runToEnd(context, regionCode, plan, batchId, onProgress) };
}

async function runToEnd<Facts>(
  context: ServiceContext,
  regionCode: string,
  plan: ImportPlan<Facts>,
  batchId: string,
  onProgress: (counts: ImportCounts) => void,
): Promise<ImportSummary> {
  let counts = nothingImported;
  const take = async (read: readonly IncomingRow<Facts>[]) => {
    const rows = plan.inOrder?.(read) ?? read;
    for (let at = 0; at < rows.length; ) {
      const taken = await takeRows(context, regionCode, plan, batchId, rows.slice(at));
      at += taken.rowsRead;
      counts = sum(counts, taken);
      onProgress(counts);
      await setImmediate();
    }
  };
  // While the database takes some rows the next are read; there are never more of them.
  let taken: Promise<void> = Promise.resolve();
  try {
    let pending: IncomingRow<Facts>[] = [];
    for await (const row of plan.file.rows) {
      pending.push(row);
      if (pending.length % rowsReadInTurn === 0) await setImmediate();
      if (pending.length < rowsInTransaction) continue;
      await taken;
      taken = take(pending);
      // It is awaited below; until then its failure is not nobody's.
      taken.catch(() => undefined);
      pending = [];
    }
    await taken;
    await take(pending);
  } catch (thrown) {
    const error = await taken.then(() => thrown, (failure: unknown) => failure);
    if (!(error instanceof FileProblem)) {
      // The database may be what failed; then the batch stays open and the next import of the file gives it up.
      await finish(context, regionCode, batchId, { status: 'failed', problem: 'internal' }, counts).catch(() => null);
      throw error;
    }
    await finish(context, regionCode, batchId, { status: 'failed', problem: JSON.stringify(error.refusal) }, counts);
    return { ...counts, batchId, status: 'failed', problem: error.refusal };
  }
  await finish(context, regionCode, batchId, { status: 'done', problem: null }, counts);
  return { ...counts, batchId, status: 'done', problem: null };
}

/**
 * One transaction: rows, their issues and the counters are kept together or not at all. It takes all of the rows, or the first of them
 * when somebody else waits for it to end.
 */
function takeRows<Facts>(context: ServiceContext, regionCode: string, plan: ImportPlan<Facts>, batchId: string, rows: readonly IncomingRow<Facts>[]): Promise<ImportCounts> {
  const work = async ({ tx, audit }: UnitOfWork) => {
    const results: RowResult[] = [];
    for (let piece = rowsInFirstPiece; ; piece = Math.min(2 * piece, rowsInLargestPiece)) {
      results.push(...(await plan.take(tx, rows.slice(results.length, results.length + piece), batchId)));
      if (results.length === rows.length || tx.isAwaited()) break;
    }
    const counts = countsOf(results);
    await insertIssues(tx, regionCode, batchId, issuesOf(rows, results));
    await addToBatch(tx, regionCode, batchId, counts, context.now());
    const numbers = rows.slice(0, results.length).map((row) => row.rowNumber);
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
    await audit({ action: 'import.rows_taken', subject: { kind: 'import', id: batchId }, chain: chainOf(batchId), facts: { first, last, ...counts } });
    return accept(counts);
  };
  return must(unitOfWork(context, work, { givesWay: true }));
}

function finish(context: ServiceContext, regionCode: string, batchId: string, end: { status: 'done' | 'failed'; problem: string | null }, counts: ImportCounts): Promise<null> {
  return must(
    unitOfWork(context, async ({ tx, audit }) => {
      await finishBatch(tx, regionCode, batchId, { ...end, finishedAt: context.now() });
      await audit({ action: 'import.finished', subject: { kind: 'import', id: batchId }, chain: chainOf(batchId), facts: { ...end, ...counts } });
      return accept(null);
    }),
  );
}

/** Of the rows that there are results of. */
function issuesOf<Facts>(rows: readonly IncomingRow<Facts>[], results: readonly RowResult[]): ImportIssue[] {
  return rows.slice(0, results.length).flatMap((row, at) => {
    const result = results[at];
    if (result?.outcome !== 'rejected' && result?.outcome !== 'conflicting') return [];
    const reasons = result.reasons.map(({ code, column, facts }) => ({ code, column, facts: withoutPersons(facts) }));
    return [{ rowNumber: row.rowNumber, outcome: result.outcome, reasons, original: row.original() }];
  });
}

/** Numbers of the record itself, which a person has to find it by. */
const recordNumbers: readonly string[] = ['key', 'settlementId'];

/** Reasons are kept in the clear beside the sealed row. Where columns have slipped, they quote what belongs to a person. */
export function withoutPersons(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]: [string, unknown]) => [name, typeof value === 'string' && !recordNumbers.includes(name) ? maskNumbersIn(value) : value]),
  );
}

function countsOf(results: readonly RowResult[]): ImportCounts {
  const count = (outcome: RowResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  return {
    rowsRead: results.length,
    accepted: count('accepted'),
    alreadyHeld: count('already_held'),
    conflicting: count('conflicting'),
    rejected: count('rejected'),
  };
}

function sum(left: ImportCounts, right: ImportCounts): ImportCounts {
  return {
    rowsRead: left.rowsRead + right.rowsRead,
    accepted: left.accepted + right.accepted,
    alreadyHeld: left.alreadyHeld + right.alreadyHeld,
    conflicting: left.conflicting + right.conflicting,
    rejected: left.rejected + right.rejected,
  };
}

/** The units of work of an import refuse nothing; their rows do. */
async function must<Value>(outcome: Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(`an import's own bookkeeping was refused: ${settled.refusals[0].code}`);
  return settled.value;
}
