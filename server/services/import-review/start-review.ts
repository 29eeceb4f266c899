import { setImmediate } from 'node:timers/promises';
import type { Reach, Tx } from '@/db';
import { type ArrivingRow, type ReviewHead, type ReviewReason, countStaged, findOpenReviewOf, findRowsByKey, insertReview, insertReviewRows, moveReview, rejectStaged } from '@/db/queries/import-review';
import { reviewSilenceMs } from '@/server/domain/import/review';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import { FileProblem, type IncomingFile, type IncomingRow } from '../import/incoming';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { markLookAlikes } from './look-alikes';
import { type Reviewing, asReasons, scopeOfKind } from './reviewing';

export interface StartedReview {
  readonly reviewId: string;
  /** Whether the same file lies there already; then nothing is read and `run` does nothing. */
  readonly again: boolean;
  /** Stages the file to its end. */
  run(onProgress?: (rowsRead: number) => void): Promise<{ readonly rowsRead: number; readonly problem: FileRefusal | null }>;
}

const rowsInTransaction = 500;

/** Whoever works beside a review writes to the chain of their institution; a review has one to itself. */
export const chainOf = (reviewId: string) => `review/${reviewId}`;

/**
 * Stages a file to be looked at: every row is held against what is on file and told to be new, changed, a close match, there already,
 * signed elsewhere or not acceptable. Nothing is taken. A file that lies there already, undecided, is not staged twice.
 *
 * @throws PermissionDenied without the kind's import scope.
 */
export async function startReview<Facts>(context: ServiceContext, reviewing: Reviewing<Facts>, file: IncomingFile<Facts>): Promise<StartedReview> {
  const { kind } = reviewing;
  const reach = permit(context, scopeOfKind[kind]);
  permit(context, 'import:review');
  const { head, again } = await must(
    unitOfWork<{ head: ReviewHead; again: boolean }, AnyRefusal>(context, async ({ tx, audit }) => {
      const found = await findOpenReviewOf(tx, reach, kind, file.digest);
      const isAlive = found !== null && (found.status !== 'reading' || found.heardAt >= context.now() - reviewSilenceMs);
      if (found && !isAlive) await moveReview(tx, reach.regionCode, found.id, ['reading'], { status: 'interrupted' });
      if (found && isAlive) {
        await audit({ action: 'review.uploaded_again', subject: { kind: 'review', id: found.id } });
        return accept({ head: found, again: true });
      }
      const head = headOf(context, reach, kind, file);
      await insertReview(tx, head);
      await audit({ action: 'review.uploaded', subject: { kind: 'review', id: head.id }, facts: { kind, fileName: head.fileName, digest: file.digest } });
      return accept({ head, again: false });
    }),
  );
  if (again) return { reviewId: head.id, again, run: () => Promise.resolve({ rowsRead: head.rowsRead, problem: null }) };
  return { reviewId: head.id, again, run: (onProgress = () => undefined) => stageToEnd(context, reach, reviewing, file, head.id, onProgress) };
}

function headOf(context: ServiceContext, reach: Reach, kind: ReviewHead['kind'], { fileName, digest }: Pick<IncomingFile<unknown>, 'fileName' | 'digest'>): ReviewHead {
  const at = context.now();
  const institutionCode = reach.institutionCodes === 'all' ? null : (reach.institutionCodes[0] ?? '');
  const nothing = { problem: null, readAt: null, appliedAt: null, purgedAt: null, summary: null };
  const by = { startedAt: at, startedBy: actorRef(context.actor), startedByName: nameOfActor(context.actor), heardAt: at, touchedAt: at };
  return { regionCode: reach.regionCode, id: context.newId(), kind, institutionCode, fileName, fileDigest: digest, status: 'reading', rowsRead: 0, ...nothing, ...by };
}

async function stageToEnd<Facts>(context: ServiceContext, reach: Reach, reviewing: Reviewing<Facts>, file: IncomingFile<Facts>, reviewId: string, onProgress: (rowsRead: number) => void) {
  let rowsRead = 0;
  let pending: IncomingRow<Facts>[] = [];
  const stagePending = async () => {
    if (pending.length === 0) return;
    await stage(context, reach, reviewing, reviewId, pending);
    rowsRead += pending.length;
    pending = [];
    onProgress(rowsRead);
    await setImmediate();
  };
  try {
    for await (const row of file.rows) {
      pending.push(row);
      if (pending.length >= rowsInTransaction) await stagePending();
    }
    await stagePending();
  } catch (error) {
    if (!(error instanceof FileProblem)) {
      // The database may be what failed; then the review stays silent until the clock or the next upload of the file gives it up.
      await end(context, reach, reviewId, { status: 'failed', problem: 'internal' }).catch(() => null);
      throw error;
    }
    await end(context, reach, reviewId, { status: 'failed', problem: JSON.stringify(error.refusal) });
    return { rowsRead, problem: error.refusal };
  }
  await end(context, reach, reviewId, { status: 'ready', problem: null });
  return { rowsRead, problem: null };
}

/** One transaction: the rows and the counter are kept together or not at all. */
function stage<Facts>(context: ServiceContext, reach: Reach, reviewing: Reviewing<Facts>, reviewId: string, rows: readonly IncomingRow<Facts>[]): Promise<null> {
  return must(
    unitOfWork(context, async ({ tx, audit }) => {
      const judged = await reviewing.judge(context, tx, reach, rows);
      const arriving = rows.map(({ rowNumber, facts, original }, at): ArrivingRow => {
        const each = judged[at];
        if (!each) throw new Error('a row was not judged');
        return { ...each, rowNumber, content: { facts, original: original() } };
      });
      const held = await againstEachOther(tx, reach.regionCode, reviewId, arriving);
      await insertReviewRows(tx, reach.regionCode, reviewId, await markLookAlikes(tx, reach.regionCode, reviewId, held));
      await countStaged(tx, reach.regionCode, reviewId, rows.length, context.now());
      const [first, last] = [rows[0]?.rowNumber, rows[rows.length - 1]?.rowNumber];
      await audit({ action: 'review.rows_staged', subject: { kind: 'review', id: reviewId }, chain: chainOf(reviewId), facts: { first, last } });
      return accept(null);
    }),
  );
}

/** Rows of one file about the same person or contract: those that say the same count once, those that contradict each other not at all. */
async function againstEachOther(tx: Tx, regionCode: string, reviewId: string, rows: readonly ArrivingRow[]): Promise<ArrivingRow[]> {
  const keys = [...new Set(rows.flatMap(({ keyIndex }) => keyIndex ?? []))];
  const known = new Map<string, { rowNumber: number; contentIndex: string | null }[]>();
  for (const { keyIndex, ...row } of await findRowsByKey(tx, regionCode, reviewId, keys)) known.set(keyIndex ?? '', [...(known.get(keyIndex ?? '') ?? []), row]);
  const arriving = new Map(rows.map((row) => [row.rowNumber, row]));
  for (const row of rows) {
    if (row.keyIndex === null) continue;
    const others = known.get(row.keyIndex) ?? [];
    known.set(row.keyIndex, [...others, row]);
    const [first] = others;
    if (!first) continue;
    if (others.every(({ contentIndex }) => contentIndex === row.contentIndex)) {
      arriving.set(row.rowNumber, { ...row, class: 'held', reasons: reasonOf('import.row_repeated', first.rowNumber) });
      continue;
    }
    for (const other of others) {
      const reason = reasonOf('import.row_contradicted', row.rowNumber);
      const sameBatch = arriving.get(other.rowNumber);
      if (sameBatch) arriving.set(other.rowNumber, sameBatch.class === 'rejected' ? sameBatch : { ...sameBatch, class: 'rejected', reasons: reason });
      else await rejectStaged(tx, regionCode, reviewId, other.rowNumber, reason);
    }
    arriving.set(row.rowNumber, { ...row, class: 'rejected', reasons: reasonOf('import.row_contradicted', first.rowNumber) });
  }
  return [...arriving.values()];
}

function reasonOf(code: 'import.row_repeated' | 'import.row_contradicted', row: number): readonly ReviewReason[] {
  return asReasons([{ code, column: null, facts: { row } }]);
}

function end(context: ServiceContext, { regionCode }: Reach, reviewId: string, set: Pick<ReviewHead, 'status' | 'problem'>): Promise<null> {
  return must(
    unitOfWork(context, async ({ tx, audit }) => {
      const at = context.now();
      await moveReview(tx, regionCode, reviewId, ['reading', 'interrupted'], { ...set, readAt: at, heardAt: at, touchedAt: at });
      await audit({ action: 'review.read', subject: { kind: 'review', id: reviewId }, chain: chainOf(reviewId), facts: set });
      return accept(null);
    }),
  );
}

/** The units of work of a review's reading refuse nothing; its rows do. */
async function must<Value>(outcome: Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(`a review's own bookkeeping was refused: ${settled.refusals[0].code}`);
  return settled.value;
}
