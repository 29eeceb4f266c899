import type { Fen } from '@/server/domain/kernel/money';
import type { Confidence, Quantity } from './cited';
import { unlimited } from './package-terms';
import type { PolicyVersion } from './policy-version';

/** One parameter as a policy screen lists it. */
export interface Parameter {
  /** Where it stands in the document, such as `benefit.plans[0].rates.level2`. */
  readonly path: string;
  /** The same place named by ids instead of positions, so that two versions can be held against each other. */
  readonly key: string;
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
  return [...parametersIn(policy, { path: '', key: '' }, null)];
}

interface Place {
  readonly path: string;
  readonly key: string;
}

function* parametersIn(node: unknown, place: Place, subject: string | null): Generator<Parameter> {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) {
      const at = { path: `${place.path}[${index}]`, key: `${place.key}[${idOf(item) ?? index}]` };
      yield* parametersIn(item, at, subject);
    }
  } else if (isCited(node)) {
    const { clause, confidence, note } = node;
    yield { ...place, subject, values: valuesOf(node.value, unitAt(place.path)), clause, confidence, note: note ?? null };
  } else if (typeof node === 'object' && node !== null) {
    const name = 'name' in node && typeof node.name === 'string' ? node.name : subject;
    for (const [word, child] of Object.entries(node)) {
      const below = (parent: string) => (parent === '' ? word : `${parent}.${word}`);
      yield* parametersIn(child, { path: below(place.path), key: below(place.key) }, name);
    }
  }
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const id = 'id' in item ? item.id : 'code' in item ? item.code : null;
  return typeof id === 'string' ? id : null;
}

/** The code by which a list names an institution or a disease. */
function codeOf(named: object): string {
  if ('code' in named) return String(named.code);
  return 'prefix' in named ? String(named.prefix) : '';
}

type CitedNode = { value: unknown; clause: string; confidence: Confidence; note?: string };

function isCited(node: unknown): node is CitedNode {
  return typeof node === 'object' && node !== null && 'value' in node && 'clause' in node && 'confidence' in node;
}

const units: readonly (readonly [RegExp, Quantity['unit']])[] = [
  [/\.ladders\[\d+\](\.variants\[\d+\])?\.(start|maximum)$|\.assistance\[\d+\]\.(start|maximum)$/, 'fen'],
  [/\.deductible\.byLevel\.|\.annualMaximum$|\.deductibleCut$|\.ownDeductible$|\.maximumRaise$|\.ratePerMonth\.|\.yearly(Price|Parts)$|\.perHead\b|PerHead$|\.specialPerHead\.|\.pointRate$|\.drgRate$|\.bedDayRate$|SelfPaidLine$|\.selfPaidLine$/, 'fen'],
  [/\.rates\.|\.slices$|Share$|\.rateCeiling$|\.points$|\.warnAt$|\.coverage\.(totalGoal|keyGroupGoal|yearlyLeast|yearlyMost)$|\.surplusReward$|\.growth$|\.monthlyLimit$/, 'rate'],
  [/\.weight$|Factor$|\.byAdmission$|\.yearWeights$/, 'number'],
];

function unitAt(path: string): Quantity['unit'] {
  return units.find(([pattern]) => pattern.test(path))?.[1] ?? 'text';
}

function valuesOf(value: unknown, unit: Quantity['unit'], group: string | null = null): ParameterValue[] {
  const single = (quantity: Quantity, fromFen: Fen | null = null): ParameterValue[] => [{ group, fromFen, quantity }];
  if (value === unlimited && unit !== 'fen') return single({ unit: 'text', value: 'as_needed' });
  if (typeof value === 'number') return single({ unit: unit === 'fen' ? 'fen' : 'count', value });
  if (typeof value === 'string') return single({ unit: unit === 'rate' || unit === 'number' ? unit : 'text', value });
  if (typeof value === 'boolean') return single({ unit: 'text', value: String(value) });
  if (Array.isArray(value) && value.length === 0) return single({ unit: 'text', value: 'none_listed' });
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, unit, group));
  if (value === null) return single({ unit: 'text', value: 'unlimited' });
  if (typeof value !== 'object') return [];
  if ('fromFen' in value && 'rate' in value && typeof value.fromFen === 'number' && typeof value.rate === 'string') {
    return single({ unit: 'rate', value: value.rate }, value.fromFen);
  }
  if ('numerator' in value && 'denominator' in value) {
    return single({ unit: 'text', value: `${String(value.numerator)}/${String(value.denominator)}` });
  }
  if ('name' in value && typeof value.name === 'string') return single({ unit: 'text', value: `${codeOf(value)} ${value.name}` });
  if ('kind' in value) return 'cut' in value ? valuesOf(value.cut, unit, group) : single({ unit: 'text', value: String(value.kind) });
  const groups = Object.entries(value).filter(([key, item]) => key !== 'most' || item !== null);
  const alike = groups.length > 1 && groups.every(([, item]) => JSON.stringify(item) === JSON.stringify(groups[0]?.[1]));
  return alike ? valuesOf(groups[0]?.[1], unit, group) : groups.flatMap(([key, item]) => valuesOf(item, unit, key));
}
