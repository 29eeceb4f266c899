import { parseYuan } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';

export interface DeductionLine {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: number;
}

/** Deductions as they are pasted from a sheet: a line each, pool, institution and yuan apart by blanks. The number of the first line that cannot be read, otherwise the lines. */
export function readDeductions(text: string): { readonly lines: readonly DeductionLine[]; readonly wrongLine: number | null } {
  const lines: DeductionLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [poolText, institutionCode, amount, ...rest] = line.trim().split(/[\s,，]+/u);
    const pool = poolIds.find((id) => id === poolText);
    const amountFen = amount === undefined ? null : parseYuan(amount);
    if (pool === undefined || !institutionCode || amountFen === null || amountFen < 0 || rest.length > 0) return { lines: [], wrongLine: index + 1 };
    lines.push({ pool, institutionCode, amountFen });
  }
  return { lines, wrongLine: null };
}
