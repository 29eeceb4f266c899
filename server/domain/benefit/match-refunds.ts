import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';

/**
 * Why a refund takes nothing back, in order of precedence:
 * - `original_unknown`: none of the person's visits has the number it names: it has not come yet, or is another person's;
 * - `original_is_refund`: what it names is a refund itself, and a refund is not taken back;
 * - `amount_differs`: the totals, signs aside, are not the same: a visit is taken back whole;
 * - `original_refunded`: another refund, earlier in the order of visits, has taken the visit back.
 */
export const refundProblems = ['original_unknown', 'original_is_refund', 'amount_differs', 'original_refunded'] as const;
export type RefundProblem = (typeof refundProblems)[number];

/** What refunds make of a visit: one that was taken back, or the record that takes one back. */
export type RefundStanding =
  | { readonly status: 'refunded'; readonly visit: Visit; readonly refundedBy: string }
  /** With a problem it waits, and changes nothing. */
  | { readonly status: 'refund'; readonly visit: Visit; readonly refundOf: string; readonly problem: RefundProblem | null };

/**
 * What refunds do, to themselves and to the visits they take back. Null, the usual case, when there are none.
 *
 * A refund takes back a visit of its own institution and person. Which refunds find their visit depends on the set of visits
 * alone; one that does not is kept, since the visit it names may come after it.
 *
 * @param inOrder one person's visits, each once, in the order of `compareVisits`.
 */
export function matchRefunds(inOrder: readonly Visit[]): Map<Visit, RefundStanding> | null {
  const refunds = inOrder.filter((visit) => visit.refundOf !== null);
  if (refunds.length === 0) return null;
  const byKey = new Map(inOrder.map((visit) => [visitKeyText(visit), visit]));
  const standings = new Map<Visit, RefundStanding>();
  for (const visit of refunds) {
    const refundOf = visit.refundOf ?? '';
    const original = byKey.get(visitKeyText({ institutionCode: visit.institutionCode, settlementId: refundOf })) ?? null;
    const problem = problemOf(visit, original, original !== null && standings.has(original));
    standings.set(visit, { status: 'refund', visit, refundOf, problem });
    if (original !== null && problem === null) standings.set(original, { status: 'refunded', visit: original, refundedBy: visit.settlementId });
  }
  return standings;
}

function problemOf(refund: Visit, original: Visit | null, isRefunded: boolean): RefundProblem | null {
  if (original === null) return 'original_unknown';
  if (original.refundOf !== null) return 'original_is_refund';
  if (Math.abs(refund.totalFen) !== Math.abs(original.totalFen)) return 'amount_differs';
  return isRefunded ? 'original_refunded' : null;
}
