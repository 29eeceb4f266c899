import type { Fen } from '@/server/domain/kernel/money';
import type { Confidence, Quantity } from './cited';
import type { PolicyVersion } from './policy-version';

/** One parameter as a policy screen lists it. */
export interface Parameter {
  /** Where it stands in the document, such as `benefit.plans[0].rates.level2`. */
  readonly path: string;
  /** The name of the plan or enhancement it belongs to. */
  readonly subject: string | null;
  readonly values: readonly ParameterValue[];
  readonly clause: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

export interface ParameterValue {
  /** `working`, `retired`, `male`, `female`, or null when the value holds for everybody. */
  readonly group: string | null;
  /** Where a slice of a tiered rate begins. */
  readonly fromFen: Fen | null;
  readonly quantity: Quantity;
}

/** Every cited number of a policy version, in the order of the document. */
export function listParameters(policy: PolicyVersion): Parameter[] {
  return [...parametersIn(policy, '', null)];
}

function* parametersIn(node: unknown, path: string, subject: string | null): Generator<Parameter> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* parametersIn(item, `${path}[${index}]`, subject);
  } else if (isCited(node)) {
    yield {
      path,
      subject,
      values: valuesOf(node.value, unitAt(path)),
      clause: node.clause,
      confidence: node.confidence,
      note: node.note ?? null,
    };
  } else if (typeof node === 'object' && node !== null) {
    const name = 'name' in node && typeof node.name === 'string' ? node.name : subject;
    for (const [key, child] of Object.entries(node)) yield* parametersIn(child, path === '' ? key : `${path}.${key}`, name);
  }
}

type CitedNode = { value: unknown; clause: string; confidence: Confidence; note?: string };

function isCited(node: unknown): node is CitedNode {
  return typeof node === 'object' && node !== null && 'value' in node && 'clause' in node && 'confidence' in node;
}

const units: readonly (readonly [RegExp, Quantity['unit']])[] = [
  [/\.deductible\.byLevel\.|\.annualMaximum$|\.ratePerMonth\.|\.perHead\b|PerHead$|\.drgRate$|\.bedDayRate$|SelfPaidLine$|\.selfPaidLine$/, 'fen'],
  [/\.rates\.|Share$|\.rateCeiling$|\.points$|\.warnAt$|\.surplusReward$/, 'rate'],
  [/\.weight$|Factor$/, 'number'],
];

function unitAt(path: string): Quantity['unit'] {
  return units.find(([pattern]) => pattern.test(path))?.[1] ?? 'text';
}

function valuesOf(value: unknown, unit: Quantity['unit'], group: string | null = null): ParameterValue[] {
  const single = (quantity: Quantity, fromFen: Fen | null = null): ParameterValue[] => [{ group, fromFen, quantity }];
  if (typeof value === 'number') return single({ unit: unit === 'fen' ? 'fen' : 'count', value });
  if (typeof value === 'string') return single({ unit: unit === 'rate' || unit === 'number' ? unit : 'text', value });
  if (typeof value === 'boolean') return single({ unit: 'text', value: String(value) });
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, unit, group));
  if (typeof value !== 'object' || value === null) return [];
  if ('fromFen' in value && 'rate' in value && typeof value.fromFen === 'number' && typeof value.rate === 'string') {
    return single({ unit: 'rate', value: value.rate }, value.fromFen);
  }
  if ('numerator' in value && 'denominator' in value) {
    return single({ unit: 'text', value: `${String(value.numerator)}/${String(value.denominator)}` });
  }
  const groups = Object.entries(value);
  const alike = groups.every(([, item]) => JSON.stringify(item) === JSON.stringify(groups[0]?.[1]));
  return alike ? valuesOf(groups[0]?.[1], unit, group) : groups.flatMap(([key, item]) => valuesOf(item, unit, key));
}
