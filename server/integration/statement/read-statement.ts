import { parseYuan } from '@/server/domain/kernel/money';
import { shareReadings } from '@/server/domain/policy/policy-version';
import type { CeilingClaim, PointsClaim, PointsPool, SettlementInput } from '@/server/domain/settlement/statement';

/** What is wrong with a document, with the path of the place. */
export interface DocumentProblem {
  readonly path: string;
  readonly problem: string;
}

type Read = { readonly input: SettlementInput; readonly problems: readonly [] } | { readonly input: null; readonly problems: readonly DocumentProblem[] };

/** Keys that a published statement holds beside its inputs; reading the inputs passes them over. */
const results = ['retainedOrShared', 'settlementTotal', 'totalPoints', 'pointValue', 'points', 'weight', 'ceiling', 'entitlement', 'final', 'working', 'totals'];

/**
 * The inputs of a settlement from JSON: what `settle --input` takes, or a published statement. Amounts are yuan text with at
 * most two decimals, so that no reader ever rounds one. Every problem is named, not the first alone.
 */
export function readSettlementInput(json: unknown): Read {
  const reader = new Reader();
  const root = reader.record(json, '');
  const method = reader.oneOf(root, '', 'method', ['points', 'per_head_ceiling'] as const);
  const input = method === 'per_head_ceiling' ? readCeiling(reader, root) : readPoints(reader, root);
  return reader.problems.length > 0 ? { input: null, problems: reader.problems } : { input, problems: [] };
}

function readPoints(reader: Reader, root: Fields): SettlementInput {
  reader.onlyKeys(root, '', ['method', 'institutionShare', 'reading', 'pools']);
  const institutionShare = reader.text(root, '', 'institutionShare');
  const reading = reader.oneOf(root, '', 'reading', shareReadings);
  const pools = reader.list(root, '', 'pools', (json, path): PointsPool => {
    const pool = reader.record(json, path);
    reader.onlyKeys(pool, path, ['id', 'budget', 'adjustment', 'feeForService', 'outOfRegion', 'specialFees', 'persons', 'institutions']);
    return {
      id: reader.text(pool, path, 'id'),
      budgetFen: reader.amount(pool, path, 'budget'),
      adjustmentFen: reader.amount(pool, path, 'adjustment'),
      feeForServiceFen: reader.amount(pool, path, 'feeForService'),
      outOfRegionFen: reader.amount(pool, path, 'outOfRegion'),
      specialFeesFen: reader.amount(pool, path, 'specialFees'),
      persons: reader.count(pool, path, 'persons'),
      institutions: reader.list(pool, path, 'institutions', (item, place) => pointsClaim(reader, item, place)),
    };
  });
  return { method: 'points', institutionShare, reading, pools };
}

function pointsClaim(reader: Reader, json: unknown, path: string): PointsClaim {
  const claim = reader.record(json, path);
  reader.onlyKeys(claim, path, ['code', 'fund', 'special', 'prepaid', 'deductions']);
  return {
    code: reader.text(claim, path, 'code'),
    fundFen: reader.amount(claim, path, 'fund'),
    specialFen: reader.amount(claim, path, 'special'),
    prepaidFen: reader.amount(claim, path, 'prepaid'),
    deductionsFen: reader.amount(claim, path, 'deductions'),
  };
}

function readCeiling(reader: Reader, root: Fields): SettlementInput {
  reader.onlyKeys(root, '', ['method', 'pool', 'perHead', 'overspendShare', 'surplusReward', 'institutions']);
  return {
    method: 'per_head_ceiling',
    poolId: reader.text(root, '', 'pool'),
    perHeadFen: reader.amount(root, '', 'perHead'),
    overspendShare: reader.text(root, '', 'overspendShare'),
    surplusReward: reader.text(root, '', 'surplusReward'),
    institutions: reader.list(root, '', 'institutions', (json, path): CeilingClaim => {
      const claim = reader.record(json, path);
      reader.onlyKeys(claim, path, ['code', 'insured', 'feeForService', 'prepaid', 'deductions']);
      return {
        code: reader.text(claim, path, 'code'),
        insured: reader.count(claim, path, 'insured'),
        feeForServiceFen: reader.amount(claim, path, 'feeForService'),
        prepaidFen: reader.amount(claim, path, 'prepaid'),
        deductionsFen: reader.amount(claim, path, 'deductions'),
      };
    }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads places of a document and keeps every problem; a place that cannot be read gives a stand-in. */
class Reader {
  readonly problems: DocumentProblem[] = [];

  record(json: unknown, path: string): Fields {
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Fields;
    return this.#refuse(path, 'should be an object', {});
  }

  onlyKeys(fields: Fields, path: string, known: readonly string[]): void {
    for (const key of Object.keys(fields)) {
      if (!known.includes(key) && !results.includes(key)) this.#refuse(at(path, key), 'is not a known key', null);
    }
  }

  text(fields: Fields, path: string, key: string): string {
    const value = fields[key];
    return typeof value === 'string' && value !== '' ? value : this.#refuse(at(path, key), 'should be text', '');
  }

  oneOf<Value extends string>(fields: Fields, path: string, key: string, known: readonly [Value, ...Value[]]): Value {
    return known.find((each) => each === fields[key]) ?? this.#refuse(at(path, key), `should be one of ${known.join(', ')}`, known[0]);
  }

  amount(fields: Fields, path: string, key: string): number {
    const value = fields[key];
    const amountFen = typeof value === 'string' ? parseYuan(value) : null;
    return amountFen ?? this.#refuse(at(path, key), 'should be yuan as text with at most two decimals, such as "1234.50"', 0);
  }

  count(fields: Fields, path: string, key: string): number {
    const value = fields[key];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.#refuse(at(path, key), 'should be a whole number', 0);
  }

  list<Item>(fields: Fields, path: string, key: string, read: (json: unknown, path: string) => Item): Item[] {
    const value = fields[key];
    if (!Array.isArray(value)) return this.#refuse(at(path, key), 'should be a list', []);
    return value.map((item: unknown, index) => read(item, `${at(path, key)}[${index}]`));
  }

  #refuse<StandIn>(path: string, problem: string, standIn: StandIn): StandIn {
    this.problems.push({ path: path === '' ? 'the document' : path, problem });
    return standIn;
  }
}

function at(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
