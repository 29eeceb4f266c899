import { findSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type LineChange, type StatementComparison, compareStatements } from '@/server/domain/settlement/compare-statements';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface SettlementComparison extends Pick<StatementComparison, 'inputs' | 'unchangedLines'> {
  readonly year: string;
  readonly beforeVersion: number;
  readonly afterVersion: number;
  /** Pools and totals are the whole region's; null for those who see a part of it. */
  readonly whole: Pick<StatementComparison, 'pools' | 'finalBeforeFen' | 'finalAfterFen'> | null;
  readonly lines: readonly (LineChange & { readonly name: string })[];
  /** The names of the institutions in either version, by their codes. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * 版本差异: what the later of two versions of a year says differently, line by line, and which inputs that comes from. Who sees a
 * part of the region sees the lines of that part, with their own inputs and those of the whole pool.
 */
export async function compareSettlements(context: ServiceContext, beforeId: string, afterId: string): Promise<Outcome<SettlementComparison, AnyRefusal>> {
  const reach = permit(context, 'settlement:read');
  const before = await findSettlement(context.store.reads, reach, beforeId);
  const after = await findSettlement(context.store.reads, reach, afterId);
  if (!before || !after) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
  if (before.year !== after.year || before.method !== after.method) {
    const name = ({ year, method }: typeof before) => `${year} ${method}`;
    return refuse({ code: 'settlement.not_comparable', facts: { left: name(before), right: name(after) } });
  }
  const { institutionCodes } = reach;
  const isSeen = (code: string | null) => institutionCodes === 'all' || code === null || institutionCodes.includes(code);
  const linesSeen = ({ statement }: typeof before) => ({ ...statement, lines: statement.lines.filter(({ code }) => isSeen(code)) });
  const comparison = compareStatements(linesSeen(before), linesSeen(after));
  const inputs = comparison.inputs.filter(({ code }) => isSeen(code));
  const mentioned = new Set([...comparison.lines.map(({ code }) => code), ...inputs.flatMap(({ code, part }) => [code, part])]);
  const names = Object.fromEntries(Object.entries({ ...before.basis.names, ...after.basis.names }).filter(([code]) => mentioned.has(code)));
  const { pools, finalBeforeFen, finalAfterFen, unchangedLines } = comparison;
  return accept({
    ...{ year: after.year, beforeVersion: before.version, afterVersion: after.version, unchangedLines, names },
    whole: institutionCodes === 'all' ? { pools, finalBeforeFen, finalAfterFen } : null,
    inputs,
    lines: comparison.lines.map((line) => ({ ...line, name: names[line.code] ?? line.code })),
  });
}
