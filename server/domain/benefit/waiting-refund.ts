import type { RefundProblem } from './match-refunds';

/** Why a refund waits, as it is told: what names another person's visit is told apart from what has not come. */
export const waitingReasons = ['original_unknown', 'original_of_another', 'original_is_refund', 'amount_differs', 'original_refunded'] as const;
export type WaitingReason = (typeof waitingReasons)[number];

/**
 * The reason as things stand now. A person's year is folded without other people's visits, so that only here it is seen that the number is
 * one of theirs.
 *
 * @param namedResidentId whose visit the number is; null where none has it.
 */
export function waitingReasonOf(problem: RefundProblem, residentId: string, namedResidentId: string | null): WaitingReason {
  return problem === 'original_unknown' && namedResidentId !== null && namedResidentId !== residentId ? 'original_of_another' : problem;
}
