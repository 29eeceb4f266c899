import { sumFen } from '@/server/domain/kernel/money';
import { inFen, type WorkingStep } from '@/server/domain/policy/cited';
import type { StatementLine, StatementTotals } from './statement';

export function totalsOf(lines: readonly StatementLine[]): StatementTotals {
  return {
    entitlementFen: sumFen(lines.map((line) => line.entitlementFen)),
    specialFen: sumFen(lines.map((line) => line.specialFen)),
    prepaidFen: sumFen(lines.map((line) => line.prepaidFen)),
    deductionsFen: sumFen(lines.map((line) => line.deductionsFen)),
    finalFen: sumFen(lines.map((line) => line.finalFen)),
  };
}

type Settled = Pick<StatementLine, 'entitlementFen' | 'specialFen' | 'prepaidFen' | 'deductionsFen'>;

/** What is still to be paid, or, when negative, to be recovered or carried over. */
export function finalOf({ entitlementFen, specialFen, prepaidFen, deductionsFen }: Settled): number {
  return entitlementFen + specialFen - prepaidFen - deductionsFen;
}

export function finalStep(settled: Settled, clause: string): WorkingStep {
  return {
    step: 'settlement.final',
    clause,
    confidence: null,
    formula: 'final = entitlement + special − prepaid − deductions',
    operands: {
      entitlement: inFen(settled.entitlementFen),
      special: inFen(settled.specialFen),
      prepaid: inFen(settled.prepaidFen),
      deductions: inFen(settled.deductionsFen),
    },
    result: inFen(finalOf(settled)),
  };
}
