import { citationOf, type Cited, type Quantity, type WorkingStep } from '@/server/domain/policy/cited';

/** A step of plain arithmetic. */
export function step(name: string, formula: string, operands: WorkingStep['operands'], result: Quantity): WorkingStep {
  return { step: name, clause: null, confidence: null, formula, operands, result };
}

/** The same step with the clause of the parameter that it follows. */
export function following(parameter: Cited<unknown> | null | undefined, plain: WorkingStep): WorkingStep {
  return { ...plain, ...citationOf(parameter ?? null) };
}
