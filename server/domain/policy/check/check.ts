import { unlessRefused, accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { PolicyDocumentRefusal } from '../refusals';

/** Reads one place of a document: the value it holds, or everything that is wrong with it. */
export type Check<Value> = (json: unknown, path: string) => Outcome<Value, PolicyDocumentRefusal>;

/** A key that may be absent. */
export interface Optional<Value> {
  readonly optional: Check<Value>;
}

type Field<Value> = Check<Value> | Optional<Value>;
type Shape<Value> = { readonly [Key in keyof Value]-?: Field<Value[Key]> };

export function optional<Value>(check: Check<Value>): Optional<Value> {
  return { optional: check };
}

/** An object with exactly these keys: a missing one is a problem, and so is one that nobody knows. */
export function object<Value extends object>(shape: Shape<Value>): Check<Value> {
  const fields = Object.entries<Field<unknown>>(shape);
  return (json, path) => {
    if (!isRecord(json)) return wrongKind(path, 'object', json);
    const problems: PolicyDocumentRefusal[] = [];
    const value: Record<string, unknown> = {};
    for (const key of Object.keys(json)) {
      if (!Object.hasOwn(shape, key)) problems.push({ code: 'policy.key_unknown', facts: { path, key } });
    }
    for (const [key, field] of fields) {
      const isOptional = typeof field !== 'function';
      if (!Object.hasOwn(json, key)) {
        if (!isOptional) problems.push({ code: 'policy.key_missing', facts: { path, key } });
        continue;
      }
      const read = (isOptional ? field.optional : field)(json[key], join(path, key));
      if (read.ok) value[key] = read.value;
      else problems.push(...read.refusals);
    }
    // Every key of the shape is now either read by its own check or optional and absent.
    return unlessRefused(problems, () => value as Value);
  };
}

/** An object with every one of these keys, all of the same kind. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  check: Check<Value>,
): Check<Readonly<Record<Key, Value>>> {
  return object<Record<Key, Value>>(Object.fromEntries(keys.map((key) => [key, check])) as Shape<Record<Key, Value>>);
}

/** An object with some of these keys. */
export function someOf<Key extends string, Value>(
  keys: readonly Key[],
  check: Check<Value>,
): Check<Partial<Readonly<Record<Key, Value>>>> {
  const shape = Object.fromEntries(keys.map((key) => [key, optional(check)])) as Shape<Record<Key, Value>>;
  return object<Record<Key, Value>>(shape);
}

export function listOf<Value>(check: Check<Value>, least = 0): Check<readonly Value[]> {
  return (json, path) => {
    if (!Array.isArray(json)) return wrongKind(path, 'list', json);
    if (json.length < least) return outOfRange(path, String(least), null, String(json.length));
    const reads = json.map((item: unknown, index) => check(item, `${path}[${index}]`));
    const problems = reads.flatMap((read) => (read.ok ? [] : read.refusals));
    return unlessRefused(problems, () => reads.flatMap((read) => (read.ok ? [read.value] : [])));
  };
}

export function nullable<Value>(check: Check<Value>): Check<Value | null> {
  return (json, path) => (json === null ? accept(null) : check(json, path));
}

/** The value of `check` when these further rules find nothing wrong with it. */
export function refine<Value>(
  check: Check<Value>,
  rules: (value: Value, path: string) => readonly PolicyDocumentRefusal[],
): Check<Value> {
  return (json, path) => {
    const read = check(json, path);
    return read.ok ? unlessRefused(rules(read.value, path), () => read.value) : read;
  };
}

export function mapped<From, To>(check: Check<From>, change: (value: From) => To): Check<To> {
  return (json, path) => {
    const read = check(json, path);
    return read.ok ? accept(change(read.value)) : read;
  };
}

export function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

export function wrongKind(path: string, expected: string, json: unknown): Outcome<never, PolicyDocumentRefusal> {
  return refuse({ code: 'policy.wrong_kind', facts: { path, expected, found: describe(json) } });
}

export function outOfRange(
  path: string,
  least: string | null,
  most: string | null,
  found: string,
): Outcome<never, PolicyDocumentRefusal> {
  return refuse({ code: 'policy.out_of_range', facts: { path, least, most, found } });
}

/** The start of the offending JSON, short enough for a sentence. */
export function describe(json: unknown): string {
  return (JSON.stringify(json) ?? 'undefined').slice(0, 40);
}

export function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
