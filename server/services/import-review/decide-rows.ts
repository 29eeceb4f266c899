import { type ReviewHead, type StagedRow, decideOpenRows, decideRow as writeDecision, findReview, findReviewRow, moveReview, undecideRows } from '@/db/queries/import-review';
import { type RowClass, type RowDecision, decisionsFor } from '@/server/domain/import/review';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { candidatesOf } from './candidates';
import { digestOf, particularsOf } from './compare-rows';
import { scopeOfKind } from './reviewing';

export interface RowDecisionInput {
  readonly reviewId: string;
  readonly rowNumber: number;
  /** As the row was shown; somebody else's decision in between makes it another one. */
  readonly version: number;
  /** Null takes the decision back. */
  readonly decision: RowDecision | null;
  /** For `same`: which of the people shown. Null: the likeliest. */
  readonly residentId: string | null;
}

/** Decides about one row. Of two people who decide at once, one wins and the other is told. */
export function decideRow(context: ServiceContext, input: RowDecisionInput): Promise<Outcome<{ version: number }, AnyRefusal>> {
  const { reviewId, rowNumber, version, decision } = input;
  return onOpenReview<{ version: number }>(context, reviewId, async (unit, review) => {
    const { tx, audit } = unit;
    const { regionCode } = review;
    const row = await findReviewRow(tx, regionCode, reviewId, rowNumber);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'row' } });
    if (row.version !== version || row.result !== null) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'row' } });
    if (decision !== null && !decisionsFor(review.kind, row.class).includes(decision)) return refuse({ code: 'review.decision_not_offered', facts: { rowClass: row.class, decision } });
    const match = decision === 'same' ? await matchOf(unit, review, row, input.residentId) : {};
    if (match === null) return refuse({ code: 'review.match_unknown', facts: {} });
    if (!(await writeDecision(tx, regionCode, reviewId, { rowNumber, version }, { ...decidedBy(context, decision), ...match }))) {
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'row' } });
    }
    await audit({ action: 'review.row_decided', subject: { kind: 'review', id: reviewId }, facts: { rowNumber, decision, ...match } });
    return accept({ version: version + 1 });
  });
}

/** Decides about all rows of a class about which nobody has decided; one of the people a row may be is never chosen for many at once. */
export function decideRows(context: ServiceContext, { reviewId, rowClass, decision }: { reviewId: string; rowClass: RowClass; decision: RowDecision | null }): Promise<Outcome<{ rows: number }, AnyRefusal>> {
  return onOpenReview<{ rows: number }>(context, reviewId, async ({ tx, audit }, review) => {
    const isOffered = decision === null || (decision !== 'same' && decisionsFor(review.kind, rowClass).includes(decision));
    if (!isOffered) return refuse({ code: 'review.decision_not_offered', facts: { rowClass, decision } });
    const rows = decision === null ? await undecideRows(tx, review.regionCode, reviewId, rowClass) : await decideOpenRows(tx, review.regionCode, reviewId, rowClass, decidedBy(context, decision));
    await audit({ action: 'review.rows_decided', subject: { kind: 'review', id: reviewId }, facts: { rowClass, decision, rows } });
    return accept({ rows });
  });
}

function decidedBy(context: ServiceContext, decision: RowDecision | null) {
  return decision === null ? { decision, decidedAt: null, decidedByName: null } : { decision, decidedAt: context.now(), decidedByName: nameOfActor(context.actor) };
}

/** The person on file that a row is said to be, as they are now; nobody is who does not look like the row. */
async function matchOf({ tx }: UnitOfWork, review: ReviewHead, row: StagedRow, residentId: string | null): Promise<{ matchId: string; matchDigest: string } | null> {
  const candidates = await candidatesOf(tx, review.regionCode, review.kind, row);
  const chosen = candidates.find(({ row: each }) => residentId === null || each.id === residentId);
  return chosen ? { matchId: chosen.row.id, matchDigest: digestOf(particularsOf(chosen.row)) } : null;
}

/** Work on a review that is ready to be decided about; the work says itself what it did. */
function onOpenReview<Value>(context: ServiceContext, reviewId: string, work: (unit: UnitOfWork, review: ReviewHead) => Promise<Outcome<Value, AnyRefusal>>): Promise<Outcome<Value, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  return unitOfWork<Value, AnyRefusal>(context, async (unit) => {
    const review = await findReview(unit.tx, reach, reviewId);
    if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
    permit(context, scopeOfKind[review.kind]);
    if (!(await moveReview(unit.tx, reach.regionCode, reviewId, ['ready'], { touchedAt: context.now() }))) return refuse({ code: 'review.not_open', facts: { status: review.status } });
    return work(unit, review);
  });
}
