import type { Reach } from '@/db';
import type { SettlementRow } from '@/db/queries/settlement';
import type { StatementLine } from '@/server/domain/settlement/statement';

/** A line is its institution's; who sees a part of the region sees the lines of that part. */
export function linesWithin(reach: Reach, { statement }: Pick<SettlementRow, 'statement'>): readonly StatementLine[] {
  const { institutionCodes } = reach;
  return institutionCodes === 'all' ? statement.lines : statement.lines.filter((line) => institutionCodes.includes(line.code));
}
