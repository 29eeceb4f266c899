import { parseYuan } from '@/server/domain/kernel/fen';
import { type OverspendReason, overspendReasons } from '@/server/domain/settlement/alliance-inputs';

/** One declared overspend as it stands in the form. */
export interface ReasonableDraft {
  readonly poolId: string;
  readonly code: string;
  readonly amount: string;
  readonly reason: string;
  readonly note: string;
}

export interface DeclaredLine {
  readonly poolId: string;
  readonly code: string;
  readonly amountFen: number;
  readonly reason: OverspendReason;
  readonly note: string;
}

/** The declared overspends of the form, or the number of the first that is not filled in; 1 is the first. */
export function readReasonable(drafts: readonly ReasonableDraft[]): { readonly lines: readonly DeclaredLine[]; readonly wrongLine: number | null } {
  const lines: DeclaredLine[] = [];
  for (const [index, draft] of drafts.entries()) {
    const amountFen = parseYuan(draft.amount.trim());
    const reason = overspendReasons.find((each) => each === draft.reason);
    const note = draft.note.trim();
    if (amountFen === null || amountFen <= 0 || reason === undefined || note === '' || draft.code === '') return { lines: [], wrongLine: index + 1 };
    lines.push({ poolId: draft.poolId, code: draft.code, amountFen, reason, note });
  }
  return { lines, wrongLine: null };
}
