import { findSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type LineChange, type StatementComparison, compareStatements } from '@/server/domain/settlement/compare-statements';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface SettlementComparison extends Omit<StatementComparison, 'lines'> {
  readonly year: string;
  readonly beforeVersion: number;
  readonly afterVersion: number;
  readonly lines: readonly (LineChange & { readonly name: string })[];
  /** The names of the institutions in either version, by their codes. */
  readonly names: Readonly<Record<string, string>>;
}

/** 版本差异: what the later of two versions of a year says differently, line by line. The whole region's, so for those who see it. */
export async function compareSettlements(context: ServiceContext, beforeId: string, afterId: string): Promise<Outcome<SettlementComparison, AnyRefusal>> {
  const reach = permit(context, 'settlement:read');
  const before = await findSettlement(context.store.reads, reach, beforeId);
  const after = await findSettlement(context.store.reads, reach, afterId);
  if (!before || !after || reach.institutionCodes !== 'all') return refuse({ code: 'not_found', facts: { what: 'settlement' } });
  if (before.year !== after.year || before.method !== after.method) {
    const name = ({ year, method }: typeof before) => `${year} ${method}`;
    return refuse({ code: 'settlement.not_comparable', facts: { left: name(before), right: name(after) } });
  }
  const comparison = compareStatements(before.statement, after.statement);
  const names = { ...before.basis.names, ...after.basis.names };
  const lines = comparison.lines.map((line) => ({ ...line, name: names[line.code] ?? line.code }));
  return accept({ ...comparison, lines, names, year: after.year, beforeVersion: before.version, afterVersion: after.version });
}
