import { parseYuan } from '@/server/domain/kernel/money';

/** What is wrong with a document, with the path of the place. */
export interface DocumentProblem {
  readonly path: string;
  readonly problem: string;
}

/** Keys that a published statement holds beside its inputs; reading the inputs passes them over. */
const results = [
  ...['retainedOrShared', 'settlementTotal', 'totalPoints', 'pointValue', 'points', 'weight', 'ceiling', 'entitlement', 'outside', 'withheld'],
  ...['surplus', 'overspend', 'fundBears', 'staff', 'development', 'earned', 'broughtAlong', 'carried', 'final', 'working', 'totals'],
];

export type Fields = Readonly<Record<string, unknown>>;

/** Reads places of a document and keeps every problem; a place that cannot be read gives a stand-in. */
export class DocumentReader {
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

  /** The amount of a key that may be absent. */
  optionalAmount(fields: Fields, path: string, key: string): number | undefined {
    return fields[key] === undefined ? undefined : this.amount(fields, path, key);
  }

  optionalText(fields: Fields, path: string, key: string): string | undefined {
    return fields[key] === undefined ? undefined : this.text(fields, path, key);
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
