/** What can be written as JSON without loss. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * One text for one value, for digests: keys in code-unit order, no white space, numbers as JavaScript writes them
 * (the order and numbers of RFC 8785). Two equal values give the same text whatever order their keys were written in.
 *
 * @throws TypeError for anything JSON would drop or change silently: undefined, NaN, infinities, functions, dates, lone
 * surrogates. The message names the path.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is ${value}, which JSON cannot hold`);
      return JSON.stringify(value);
    case 'string':
      return writeText(value, path);
    case 'object':
      return Array.isArray(value) ? writeList(value, path) : writeRecord(value, path);
    default:
      throw new TypeError(`${path} is ${typeof value}, which JSON cannot hold`);
  }
}

function writeText(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError(`${path} holds half a character`);
  return JSON.stringify(text);
}

function writeList(list: readonly unknown[], path: string): string {
  // Array.from visits holes as undefined, which are refused; map would skip them.
  return `[${Array.from(list, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
}

function writeRecord(record: object, path: string): string {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${path} is not a plain object`);
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${writeText(key, path)}:${write(item, `${path}.${key}`)}`).join(',')}}`;
}
