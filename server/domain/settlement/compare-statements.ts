import type { Fen } from '@/server/domain/kernel/money';
import { type InputChange, changesBehind, compareInputs } from './compare-inputs';
import type { Statement, StatementLine, StatementPool } from './statement';

export const comparedAmounts = ['feeForServiceFen', 'ceilingFen', 'entitlementFen', 'specialFen', 'outsideFen', 'withheldFen', 'prepaidFen', 'deductionsFen', 'carriedFen', 'finalFen'] as const;
export type ComparedAmount = (typeof comparedAmounts)[number];

export interface AmountChange {
  readonly amount: ComparedAmount;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

/** A line that one version has and the other has not counts as 0 there. */
export interface LineChange {
  readonly poolId: string;
  readonly code: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly changes: readonly AmountChange[];
  /** The values of the inputs that the change comes from: the line's own, its pool's, and those of all. */
  readonly because: readonly InputChange[];
}

export interface PoolChange {
  readonly poolId: string;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
}

export interface StatementComparison {
  /** Pools whose total S differs. */
  readonly pools: readonly PoolChange[];
  /** Every value of the inputs that changed. */
  readonly inputs: readonly InputChange[];
  readonly lines: readonly LineChange[];
  readonly unchangedLines: number;
  readonly finalBeforeFen: Fen;
  readonly finalAfterFen: Fen;
}

/** 差异表: what a later version of a settlement says differently from an earlier one, line by line. */
export function compareStatements(before: Statement, after: Statement): StatementComparison {
  const keys = [...new Set([...before.lines, ...after.lines].map(keyOf))].sort();
  const olds = new Map(before.lines.map((line) => [keyOf(line), line]));
  const news = new Map(after.lines.map((line) => [keyOf(line), line]));
  const inputs = compareInputs(before.input, after.input);
  const lines = keys.flatMap((key) => changeOf(olds.get(key), news.get(key), inputs));
  return {
    pools: poolChanges(before.pools, after.pools),
    inputs,
    lines,
    unchangedLines: keys.length - lines.length,
    finalBeforeFen: before.totals.finalFen,
    finalAfterFen: after.totals.finalFen,
  };
}

function changeOf(old: StatementLine | undefined, next: StatementLine | undefined, inputs: readonly InputChange[]): LineChange[] {
  const line = next ?? old;
  if (line === undefined) return [];
  const changes = comparedAmounts
    .map((amount) => ({ amount, beforeFen: old?.[amount] ?? 0, afterFen: next?.[amount] ?? 0 }))
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen);
  const kind = old === undefined ? 'added' : next === undefined ? 'removed' : 'changed';
  return kind === 'changed' && changes.length === 0 ? [] : [{ poolId: line.poolId, code: line.code, kind, changes, because: changesBehind(line, inputs) }];
}

function poolChanges(before: readonly StatementPool[], after: readonly StatementPool[]): PoolChange[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))].sort();
  const totalIn = (pools: readonly StatementPool[], id: string) => pools.find((pool) => pool.id === id)?.settlementTotalFen ?? 0;
  return ids
    .map((poolId) => ({ poolId, beforeFen: totalIn(before, poolId), afterFen: totalIn(after, poolId) }))
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen);
}

function keyOf({ poolId, code }: StatementLine): string {
  return `${poolId}/${code}`;
}
