import type { SettlementInput } from './statement';

/** One value of the inputs that two versions give differently; null where a version has none. */
export interface InputChange {
  /** Null for what holds for every pool, such as a share. */
  readonly poolId: string | null;
  /** The line it belongs to; null for what holds for the whole pool. */
  readonly code: string | null;
  /** The institution, the past year or the like inside the line, where it has parts. */
  readonly part: string | null;
  /** The name of the value in the inputs; amounts end with Fen. */
  readonly field: string;
  readonly before: InputValue;
  readonly after: InputValue;
}

type InputValue = string | number | null;
type Place = Pick<InputChange, 'poolId' | 'code' | 'part'>;

/** 变在哪里: every value of the inputs, whatever the method, that a later version gives differently from an earlier one. */
export function compareInputs(before: SettlementInput, after: SettlementInput): InputChange[] {
  const [olds, news] = [valuesOf(before), valuesOf(after)];
  const keys = [...new Set([...olds.keys(), ...news.keys()])].sort();
  return keys.flatMap((key): InputChange[] => {
    const [old, next] = [olds.get(key), news.get(key)];
    const found = next ?? old;
    if (!found || old?.value === next?.value) return [];
    const { value: _value, ...place } = found;
    return [{ ...place, before: old?.value ?? null, after: next?.value ?? null }];
  });
}

/** What changed for one line: its own values, its pool's and those of all. */
export function changesBehind(line: { readonly poolId: string; readonly code: string }, changes: readonly InputChange[]): InputChange[] {
  return changes.filter(({ poolId, code }) => (poolId === null || poolId === line.poolId) && (code === null || code === line.code));
}

interface Value extends Place {
  readonly field: string;
  readonly value: InputValue;
}

function valuesOf(input: SettlementInput): Map<string, Value> {
  const values = new Map<string, Value>();
  const poolId = 'poolId' in input ? input.poolId : null;
  const { carried = [], ...rest } = input;
  for (const carry of carried) add(values, { poolId: carry.poolId, code: carry.code, part: null }, 'carriedFen', carry.amountFen);
  // Of a method with one pool everything is that pool's.
  collect(values, { poolId, code: null, part: null }, rest);
  return values;
}

function collect(values: Map<string, Value>, place: Place, node: object): void {
  for (const [field, value] of Object.entries(node) as [string, unknown][]) {
    if (Array.isArray(value)) for (const item of value as unknown[]) collectItem(values, place, item);
    else if (typeof value === 'object' && value !== null) collect(values, place, value);
    else if (!namesPlace.has(field) && (typeof value === 'string' || typeof value === 'number')) add(values, place, field, value);
  }
}

const namesPlace = new Set(['id', 'poolId', 'code', 'year', 'method', 'kind']);

function collectItem(values: Map<string, Value>, place: Place, item: unknown): void {
  if (typeof item !== 'object' || item === null) return;
  const name = (key: string) => (key in item ? String(Reflect.get(item, key)) : null);
  const [poolId, code, year] = [name('id'), name('code'), name('year')];
  if (poolId !== null) collect(values, { ...place, poolId }, item);
  else if (code !== null) collect(values, place.code === null ? { ...place, code } : { ...place, part: code }, item);
  else collect(values, { ...place, part: year }, item);
}

function add(values: Map<string, Value>, place: Place, field: string, value: InputValue): void {
  values.set(JSON.stringify([place.poolId, place.code, place.part, field]), { ...place, field, value });
}
