import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import { FileProblem, type RowProblem } from '@/server/services/import/incoming';
import type { FileBytes } from './file-bytes';
import { refusalsOfHeader } from './header';
import { type WorkbookParts, openWorkbook } from './open-workbook';
import { type SheetCell, type WorkbookLine, readXlsx } from './read-xlsx';
import type { SheetRow } from './sheet-row';
import { attribute, xmlTokens } from './xml-tokens';
import { type UnfoldLimits, damaged, openZip } from './zip-reader';

export interface WorkbookSheetRows {
  readonly rows: AsyncIterable<SheetRow>;
  /** Which sheet is read, and those that are left alone. */
  readonly workbook: { readonly sheetName: string; readonly otherSheets: readonly string[] };
}

/** Above the header there may be a title and who made the file. */
const linesToHeader = 20;
/** A number of a certificate is no number: its zeroes and its last digits count. */
const neverNumbers: readonly string[] = ['certno'];

/**
 * Open the first sheet of a workbook that has the header. What is wrong with the whole file is told before a row is read: damage,
 * size when unfolded, and merged cells from the header on.
 *
 * @throws FileProblem
 */
export async function openWorkbookSheet(
  bytes: FileBytes,
  file: { readonly size: number; readonly tail: Buffer },
  requiredColumns: readonly string[],
  limits: { readonly rowBytes: number; readonly unfold?: UnfoldLimits; readonly codeOf?: CodeOf },
): Promise<Outcome<WorkbookSheetRows, FileRefusal>> {
  const workbook = await openWorkbook(await openZip(bytes, file.size, file.tail, limits.unfold));
  const codeOf = limits.codeOf ?? ((header) => header);
  const found = await findHeader(workbook, requiredColumns, limits.rowBytes, codeOf);
  if (!found.ok) return found;
  const { sheet, header } = found.value;
  const columns = namesOf(header, codeOf);
  const merged = (await mergedRanges(workbook, sheet.path)).filter((range) => lastRowOf(range) >= header.rowNumber);
  if (merged[0] !== undefined) return refuse({ code: 'import.cells_merged', facts: { sheet: sheet.name, range: merged[0], count: merged.length } });
  return accept({
    rows: rowsBelow(readXlsx(workbook, sheet.path, limits.rowBytes), header.rowNumber, columns),
    workbook: { sheetName: sheet.name, otherSheets: workbook.sheets.filter((each) => each !== sheet).map(({ name }) => name) },
  });
}

/** Which column a header means. */
export type CodeOf = (header: string) => string;

interface Found {
  readonly sheet: WorkbookParts['sheets'][number];
  readonly header: WorkbookLine;
}

async function findHeader(workbook: WorkbookParts, required: readonly string[], rowBytes: number, codeOf: CodeOf): Promise<Outcome<Found, FileRefusal>> {
  let nearest: { line: WorkbookLine; missing: number } | null = null;
  for (const sheet of workbook.sheets) {
    let left = linesToHeader;
    for await (const line of readXlsx(workbook, sheet.path, rowBytes)) {
      const names = new Set(namesOf(line, codeOf));
      const missing = required.filter((column) => !names.has(column)).length;
      if (missing === 0) {
        const refusals = refusalsOfHeader(namesOf(line, codeOf), required);
        return refusals[0] === undefined ? accept({ sheet, header: line }) : refuse(refusals[0], ...refusals.slice(1));
      }
      if (nearest === null || missing < nearest.missing) nearest = { line, missing };
      left -= 1;
      if (left === 0) break;
    }
  }
  const [first, ...others] = refusalsOfHeader(nearest ? namesOf(nearest.line, codeOf) : [], required);
  return refuse(first ?? { code: 'import.file_empty', facts: {} }, ...others);
}

/** By the column's place; columns without a name have an empty one. */
function namesOf(line: WorkbookLine, codeOf: CodeOf): string[] {
  const names: string[] = [];
  for (const { column, text } of line.cells) {
    while (names.length < column) names.push('');
    names[column] = codeOf(text.normalize('NFKC').trim());
  }
  return names;
}

async function* rowsBelow(lines: AsyncIterable<WorkbookLine>, headerRow: number, columns: readonly string[]): AsyncGenerator<SheetRow> {
  for await (const line of lines) {
    if (line.rowNumber > headerRow && line.cells.some(({ text }) => text.trim() !== '')) yield rowOf(line, columns);
  }
}

function rowOf({ rowNumber, cells }: WorkbookLine, columns: readonly string[]): SheetRow {
  const fields: Record<string, string> = {};
  const problems: RowProblem[] = [];
  let width = 0;
  for (const cell of cells) {
    const name = columns[cell.column];
    width = Math.max(width, cell.column + 1);
    if (!name) continue;
    fields[name] = cell.text;
    problems.push(...problemsOfCell(cell, name));
  }
  const isWider = width > columns.length;
  if (isWider) problems.push({ code: 'import.row_width_differs', column: null, facts: { expected: columns.length, found: width } });
  return { rowNumber, fields, problems };
}

function problemsOfCell({ text, kind, lostDigits }: SheetCell, column: string): RowProblem[] {
  if (kind === 'error') return [{ code: 'import.cell_in_error', column, facts: { column, value: text.slice(0, 50) } }];
  const isLost = lostDigits || (kind === 'number' && neverNumbers.includes(column));
  return isLost ? [{ code: 'import.digits_lost', column, facts: { column } }] : [];
}

const sheetEnd = /<\/(?:[\w.-]+:)?sheetData\s*>/;
const mostAfterRows = 16 * 1024 * 1024;

/** Merged ranges stand after all rows; on the way there the whole part is unfolded and checked against its sum. */
async function mergedRanges(workbook: WorkbookParts, path: string): Promise<string[]> {
  let before = '';
  let after: Uint8Array[] | null = null;
  let kept = 0;
  for await (const chunk of workbook.zip.part(path)) {
    if (after === null) {
      const text = before + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
      const end = sheetEnd.exec(text);
      before = text.slice(-64);
      if (end) after = [Buffer.from(text.slice(end.index + end[0].length), 'latin1')];
    } else if (kept < mostAfterRows) {
      after.push(chunk);
      kept += chunk.byteLength;
    } else throw damaged(path);
  }
  const ranges: string[] = [];
  for await (const tokens of xmlTokens(iterate(after ?? []), path)) {
    for (const token of tokens) if (token.kind === 'open' && token.name === 'mergeCell') ranges.push(attribute(token.attributes, 'ref') ?? '');
  }
  return ranges;
}

async function* iterate<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

function lastRowOf(range: string): number {
  return Math.max(...range.split(':').map((cell) => Number(/\d+$/.exec(cell)?.[0] ?? 0)));
}

/** What the reading of a workbook throws, as an answer. */
export async function answering<Value>(work: Promise<Outcome<Value, FileRefusal>>): Promise<Outcome<Value, FileRefusal>> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FileProblem) return refuse(error.refusal);
    throw error;
  }
}
