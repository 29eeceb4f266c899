import { sumFen, type Fen } from '@/server/domain/kernel/money';
import { inFen, type WorkingStep } from '@/server/domain/policy/cited';
import type { StatementLine, StatementTotals } from './statement';

export function totalsOf(lines: readonly StatementLine[]): StatementTotals {
  return {
    entitlementFen: sumFen(lines.map((line) => line.entitlementFen)),
    specialFen: sumFen(lines.map((line) => line.specialFen)),
    outsideFen: sumFen(lines.map((line) => line.outsideFen)),
    withheldFen: sumFen(lines.map((line) => line.withheldFen)),
    prepaidFen: sumFen(lines.map((line) => line.prepaidFen)),
    deductionsFen: sumFen(lines.map((line) => line.deductionsFen)),
    finalFen: sumFen(lines.map((line) => line.finalFen)),
  };
}

/** The amounts a final is made of; those a method does not know are 0. */
export interface Settled {
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  readonly outsideFen: Fen;
  readonly withheldFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
}

/** What the year owes an institution, before what it was paid ahead. */
export function owedOf({ entitlementFen, specialFen, outsideFen, withheldFen, deductionsFen }: Settled): Fen {
  return entitlementFen + specialFen + outsideFen - withheldFen - deductionsFen;
}

/** What is still to be paid, or, when negative, to be recovered or carried over. */
export function finalOf(settled: Settled): Fen {
  return owedOf(settled) - settled.prepaidFen;
}

/** The last step of every line; amounts that a method does not know are left out of it. */
export function finalStep(settled: Settled, clause: string): WorkingStep {
  const { entitlementFen, specialFen, outsideFen, withheldFen, prepaidFen, deductionsFen } = settled;
  const before = { entitlement: inFen(entitlementFen), special: inFen(specialFen) };
  const after = { prepaid: inFen(prepaidFen), deductions: inFen(deductionsFen) };
  const isPlain = outsideFen === 0 && withheldFen === 0;
  return {
    step: 'settlement.final',
    clause,
    confidence: null,
    formula: isPlain
      ? 'final = entitlement + special − prepaid − deductions'
      : 'final = entitlement + special + outside − withheld − prepaid − deductions',
    operands: isPlain ? { ...before, ...after } : { ...before, outside: inFen(outsideFen), withheld: inFen(withheldFen), ...after },
    result: inFen(finalOf(settled)),
  };
}
