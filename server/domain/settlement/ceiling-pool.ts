import { sumFen } from '@/server/domain/kernel/money';
import { inFen } from '@/server/domain/policy/cited';
import type { StatementLine, StatementPool } from './statement';

/** A pool whose lines stand beside one another: nothing is dealt among them. */
export function ceilingPool(id: string, lines: readonly StatementLine[], clause: string): StatementPool {
  const settlementTotalFen = sumFen(lines.map((line) => line.entitlementFen));
  const ceilingFen = sumFen(lines.map((line) => line.ceilingFen ?? 0));
  const operands = { entitlements: inFen(settlementTotalFen), ceilings: inFen(ceilingFen) };
  return {
    id,
    retainedOrSharedFen: settlementTotalFen - ceilingFen,
    settlementTotalFen,
    totalPoints: null,
    pointValue: null,
    working: [{ step: 'settlement.ceiling.shared', clause, confidence: null, formula: 'shared = Σ entitlements − Σ ceilings', operands, result: inFen(settlementTotalFen - ceilingFen) }],
  };
}
