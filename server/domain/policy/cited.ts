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
  readonly clause: string;
  readonly formula: string;
  readonly operands: Readonly<Record<string, Quantity>>;
  readonly result: Quantity;
}
