import { parseYuan } from '@/server/domain/kernel/fen';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';

/** One deduction as it stands in the form. */
export interface DeductionDraft {
  readonly pool: string;
  readonly institutionCode: string;
  readonly amount: string;
  readonly reason: string;
  readonly reference: string;
}

export interface DeductionLine {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: number;
  readonly reason: string;
  readonly reference: string;
}

/** The deductions of the form, or the number of the first that is not filled in; 1 is the first. */
export function readDeductions(drafts: readonly DeductionDraft[]): { readonly lines: readonly DeductionLine[]; readonly wrongLine: number | null } {
  const lines: DeductionLine[] = [];
  for (const [index, draft] of drafts.entries()) {
    const pool = poolIds.find((id) => id === draft.pool);
    const amountFen = parseYuan(draft.amount.trim());
    const [reason, reference] = [draft.reason.trim(), draft.reference.trim()];
    const isWhole = pool !== undefined && draft.institutionCode !== '' && amountFen !== null && amountFen > 0 && reason !== '' && reference !== '';
    if (!isWhole) return { lines: [], wrongLine: index + 1 };
    lines.push({ pool, institutionCode: draft.institutionCode, amountFen, reason, reference });
  }
  return { lines, wrongLine: null };
}
