import type { DecimalText, Fen } from '@/server/domain/kernel/money';

/**
 * How sure a number is. `official`: it stands in the policy text named as the source. `secondary`: it comes from another
 * publication about the region. `assumed`: nobody has published it to us, and screens mark it 待核实.
 */
export const confidences = ['official', 'secondary', 'assumed'] as const;
export type Confidence = (typeof confidences)[number];

/** One parameter of a policy and where it comes from. */
export interface Cited<Value> {
  readonly value: Value;
  readonly clause: string;
  readonly confidence: Confidence;
  readonly note?: string;
}

/** A value for people in work and one for people who are retired (在职、退休); plans for residents hold the same in both. */
export interface ByStatus<Value> {
  readonly working: Value;
  readonly retired: Value;
}

/** A number with its unit, so that a screen can print it without knowing the rule it comes from. */
export type Quantity =
  | { readonly unit: 'fen'; readonly value: Fen }
  | { readonly unit: 'rate'; readonly value: DecimalText }
  | { readonly unit: 'number'; readonly value: DecimalText }
  | { readonly unit: 'count'; readonly value: number }
  | { readonly unit: 'text'; readonly value: string };

/**
 * One named step of a calculation: the clause it follows, the formula in the symbols of `operands`, and what came out.
 * `step` is a stable code such as `benefit.deductible`; its Chinese name lives in app/_copy.
 */
export interface WorkingStep {
  readonly step: string;
  /** Null for plain arithmetic between two clauses. */
  readonly clause: string | null;
  /** How sure the parameter behind this step is; null where the step uses none. */
  readonly confidence: Confidence | null;
  readonly formula: string;
  readonly operands: Readonly<Record<string, Quantity>>;
  readonly result: Quantity;
}

/** The citation half of a working step. */
export function citationOf(parameter: Cited<unknown> | null): Pick<WorkingStep, 'clause' | 'confidence'> {
  return parameter === null
    ? { clause: null, confidence: null }
    : { clause: parameter.clause, confidence: parameter.confidence };
}

export const inFen = (value: Fen): Quantity => ({ unit: 'fen', value });
export const inRate = (value: DecimalText): Quantity => ({ unit: 'rate', value });
export const inNumber = (value: DecimalText): Quantity => ({ unit: 'number', value });
export const inCount = (value: number): Quantity => ({ unit: 'count', value });
export const inText = (value: string): Quantity => ({ unit: 'text', value });
