import { FileProblem } from '@/server/services/import/incoming';
import type { SheetRow } from './sheet-row';

/**
 * The rows of NDJSON text that arrives in pieces: one object a line, values text, numbers, booleans or null.
 *
 * @throws FileProblem for a line beyond the limit.
 */
export async function* readNdjson(text: AsyncIterable<string>, rowLimitBytes: number, codeOf: (name: string) => string = (name) => name): AsyncGenerator<SheetRow> {
  let rest = '';
  let rowNumber = 0;
  for await (const piece of text) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      rowNumber += 1;
      refuseLong(line, rowNumber, rowLimitBytes);
      if (line.trim() !== '') yield rowOf(line, rowNumber, codeOf);
    }
    refuseLong(rest, rowNumber + 1, rowLimitBytes);
  }
  if (rest.trim() !== '') yield rowOf(rest, rowNumber + 1, codeOf);
}

function refuseLong(line: string, rowNumber: number, limitBytes: number): void {
  if (line.length > limitBytes) throw new FileProblem({ code: 'import.row_too_long', facts: { line: rowNumber, limitBytes } });
}

function rowOf(line: string, rowNumber: number, codeOf: (name: string) => string): SheetRow {
  const fields = fieldsOf(line, codeOf);
  return fields === null
    ? { rowNumber, fields: { row: line }, problems: [{ code: 'import.row_not_an_object', column: null, facts: {} }] }
    : { rowNumber, fields, problems: [] };
}

function fieldsOf(line: string, codeOf: (name: string) => string): Record<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [codeOf(textOf(key)), textOf(item)]));
}

/** JSON can spell half characters and null bytes, which no database keeps as text. */
function textOf(item: unknown): string {
  switch (typeof item) {
    case 'string':
      return item.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '');
    case 'number':
    case 'boolean':
      return String(item);
    default:
      return item === null || item === undefined ? '' : textOf(JSON.stringify(item));
  }
}
