import { setImmediate } from 'node:timers/promises';
import type { Reach } from '@/db';
import { type AppliedUpTo, type ReviewHead, findReview, listDecided, moveReview, saveApplied, summaryOf } from '@/db/queries/import-review';
import { type ReviewSummary, openClasses, reviewSilenceMs } from '@/server/domain/import/review';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { applyingOf } from './kinds';
import { type Applied, asReasons, scopeOfKind } from './reviewing';
import { chainOf } from './start-review';

export interface StartedApplying {
  /** Applies what was decided, some rows a transaction. What was committed stays; whoever begins again goes on where it ended. */
  run(onProgress?: (rows: number) => void): Promise<AppliedCounts>;
}

export interface AppliedCounts {
  readonly done: number;
  readonly held: number;
  readonly refused: number;
  /** Handed back because what is on file changed since they were decided. */
  readonly handedBack: number;
}

const rowsInTransaction = 200;

/**
 * Takes what was decided about a review's rows, row by row, by the rules of the desk. It may be begun again when the process that did it has
 * died: a row is applied once, whoever does it.
 *
 * @throws PermissionDenied without the kind's import scope.
 */
export async function startApplying(context: ServiceContext, { reviewId }: { reviewId: string }): Promise<Outcome<StartedApplying, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  const started = await unitOfWork<ReviewHead, AnyRefusal>(context, async ({ tx, audit }) => {
    const review = await findReview(tx, reach, reviewId);
    if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
    permit(context, scopeOfKind[review.kind]);
    const at = context.now();
    const wasSilent = review.status === 'applying' && (await moveReview(tx, reach.regionCode, reviewId, ['applying'], { heardAt: at, touchedAt: at }, at - reviewSilenceMs));
    const isReady = !wasSilent && review.status === 'ready';
    if (isReady && (await listDecided(tx, reach.regionCode, reviewId, 1)).length === 0) return refuse({ code: 'review.nothing_decided', facts: {} });
    const won = wasSilent || (isReady && (await moveReview(tx, reach.regionCode, reviewId, ['ready'], { status: 'applying', heardAt: at, touchedAt: at })));
    if (!won) return refuse({ code: 'review.not_open', facts: { status: review.status } });
    await audit({ action: 'review.applying', subject: { kind: 'review', id: reviewId }, facts: { resumed: wasSilent } });
    return accept(review);
  });
  if (!started.ok) return started;
  const review = started.value;
  return accept({ run: (onProgress = () => undefined) => applyToEnd(context, ownReach(reach, review), review, onProgress) });
}

/** Whoever applies an institution's file, it is judged as that institution's. */
function ownReach(reach: Reach, { institutionCode }: ReviewHead): Reach {
  return institutionCode !== null && reach.institutionCodes === 'all' ? { ...reach, institutionCodes: [institutionCode] } : reach;
}

async function applyToEnd(context: ServiceContext, reach: Reach, review: ReviewHead, onProgress: (rows: number) => void): Promise<AppliedCounts> {
  let counts: AppliedCounts = { done: 0, held: 0, refused: 0, handedBack: 0 };
  let rows = 0;
  let upTo: AppliedUpTo | null = null;
  for (;;) {
    const some: AppliedRows = await applySome(context, reach, review, upTo);
    if (some.upTo === null) break;
    upTo = some.upTo;
    for (const { result } of some.applied) counts = { ...counts, [result ?? 'handedBack']: counts[result ?? 'handedBack'] + 1 };
    rows += some.applied.length;
    onProgress(rows);
    await setImmediate();
  }
  await finish(context, reach, review.id, counts);
  return counts;
}

/** Some rows, and the last of them; none when nothing was left. */
interface AppliedRows {
  readonly applied: readonly Applied[];
  readonly upTo: AppliedUpTo | null;
}

/** One transaction: the rows' effects and what is noted of them are kept together or not at all. */
async function applySome(context: ServiceContext, reach: Reach, review: ReviewHead, after: AppliedUpTo | null): Promise<AppliedRows> {
  const { id, kind } = review;
  const { isAlone, one, many } = applyingOf[kind];
  const applied = await unitOfWork<AppliedRows, AnyRefusal>(context, async (unit) => {
    const rows = await listDecided(unit.tx, reach.regionCode, id, rowsInTransaction, after);
    const [first] = rows;
    if (!first || !isAlone(first)) {
      const together = rows.slice(0, rows.findIndex(isAlone) < 0 ? rows.length : rows.findIndex(isAlone));
      const some = together.length === 0 ? [] : await many(context, unit, reach, together);
      if (some.length < together.length) throw new Error('a row was neither applied nor handed back');
      await note(context, unit, reach, id, some);
      return accept({ applied: some, upTo: together[together.length - 1] ?? null });
    }
    const done = await one(context, unit, reach, first);
    if (!done.ok) return refuse<AnyRefusal>(...done.refusals);
    await note(context, unit, reach, id, [done.applied]);
    return accept({ applied: [done.applied], upTo: first });
  });
  return applied.ok ? applied.value : noteRefused(context, reach, review, after, applied.refusals);
}

/** The row that was refused, in a transaction of its own, because the one that tried it was undone. */
function noteRefused(context: ServiceContext, reach: Reach, { id }: ReviewHead, after: AppliedUpTo | null, refusals: readonly AnyRefusal[]): Promise<AppliedRows> {
  return must(
    unitOfWork<AppliedRows, AnyRefusal>(context, async (unit) => {
      const [row] = await listDecided(unit.tx, reach.regionCode, id, 1, after);
      const applied: Applied[] = row ? [{ rowNumber: row.rowNumber, result: 'refused', reasons: asReasons(refusals.map((refusal) => ({ ...refusal, column: null }))), resultId: null }] : [];
      await note(context, unit, reach, id, applied);
      return accept({ applied, upTo: row ?? null });
    }),
  );
}

async function note(context: ServiceContext, { tx, audit }: UnitOfWork, { regionCode }: Reach, reviewId: string, applied: readonly Applied[]): Promise<void> {
  const at = context.now();
  for (const each of applied) {
    if (each.result === null) {
      const { class: rowClass, reasons, matchId, matchDigest } = each.judged;
      await saveApplied(tx, regionCode, reviewId, each.rowNumber, { class: rowClass, reasons: [...reasons], matchId, matchDigest, decision: null });
    } else {
      const { result, reasons, resultId } = each;
      await saveApplied(tx, regionCode, reviewId, each.rowNumber, { result, resultReasons: [...reasons], resultId, appliedAt: at });
    }
  }
  await moveReview(tx, regionCode, reviewId, ['applying'], { heardAt: at, touchedAt: at });
  const numbers = applied.map(({ rowNumber }) => rowNumber);
  await audit({ action: 'review.rows_applied', subject: { kind: 'review', id: reviewId }, chain: chainOf(reviewId), facts: { first: numbers[0] ?? null, last: numbers[numbers.length - 1] ?? null, rows: numbers.length } });
}

function finish(context: ServiceContext, { regionCode }: Reach, reviewId: string, counts: AppliedCounts): Promise<null> {
  return must(
    unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
      const at = context.now();
      const isOver = openRowsOf(await summaryOf(tx, regionCode, reviewId)) === 0;
      await moveReview(tx, regionCode, reviewId, ['applying'], { status: isOver ? 'applied' : 'ready', heardAt: at, touchedAt: at, appliedAt: at });
      await audit({ action: 'review.applied', subject: { kind: 'review', id: reviewId }, facts: { ...counts } });
      return accept(null);
    }),
  );
}

/** Rows that still wait for a decision. */
export function openRowsOf(summary: ReviewSummary): number {
  return summary.reduce((sum, { class: rowClass, decision, result, rows }) => (openClasses.includes(rowClass) && decision === null && result === null ? sum + rows : sum), 0);
}

async function must<Value>(outcome: Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(`a review's own bookkeeping was refused: ${settled.refusals[0].code}`);
  return settled.value;
}
