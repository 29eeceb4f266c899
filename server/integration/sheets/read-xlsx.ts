import { FileProblem } from '@/server/services/import/incoming';
import { type NumberFormat, civilOfSerial, hasLostDigits, plainNumber } from './number-formats';
import { TextCollector, type WorkbookParts } from './open-workbook';
import { attribute, xmlTokens } from './xml-tokens';

/** One cell as text; what kind of cell it was matters to those who look for lost digits and errors. */
export interface SheetCell {
  /** Counts from 0. */
  readonly column: number;
  readonly text: string;
  readonly kind: 'text' | 'number' | 'day' | 'error';
  /** The spreadsheet no longer holds what somebody typed. */
  readonly lostDigits: boolean;
}

export interface WorkbookLine {
  /** As the spreadsheet shows it. */
  readonly rowNumber: number;
  /** Those that hold something, from left to right. */
  readonly cells: readonly SheetCell[];
}

const lastRow = 1_048_576;

/**
 * The lines of one sheet that hold something, as they come; rows that a filter hides are read like the others.
 *
 * @throws FileProblem for a line beyond the limit, and where the file is damaged.
 */
export async function* readXlsx(workbook: WorkbookParts, path: string, rowLimitBytes: number): AsyncGenerator<WorkbookLine, void, undefined> {
  const reader = new LineReader(workbook, path, rowLimitBytes);
  for await (const tokens of xmlTokens(workbook.zip.part(path), path)) {
    for (const token of tokens) {
      const line = reader.take(token);
      if (line !== null && line.cells.length > 0) yield line;
    }
  }
}

type Token = Parameters<TextCollector['take']>[0];

class LineReader {
  readonly #inline = new TextCollector();
  #cells: SheetCell[] = [];
  #rowNumber = 0;
  #column = -1;
  #length = 0;
  #cell: { type: string; format: NumberFormat; value: string; isInline: boolean } | null = null;
  #isValue = false;

  constructor(
    private readonly workbook: WorkbookParts,
    private readonly path: string,
    private readonly rowLimitBytes: number,
  ) {}

  /** A line when the token ends one. */
  take(token: Token): WorkbookLine | null {
    if (token.kind === 'text') {
      if (this.#isValue && this.#cell) this.#cell.value += token.text;
      else if (this.#cell?.isInline) this.#inline.take(token, this.path);
      return null;
    }
    return token.kind === 'open' ? this.#open(token.name, token.attributes, token) : this.#close(token.name, token);
  }

  #open(name: string, attributes: string, token: Token): null {
    if (name === 'row') {
      this.#rowNumber = Math.min(lastRow, Number(attribute(attributes, 'r') ?? this.#rowNumber + 1) || this.#rowNumber + 1);
      this.#cells = [];
      this.#column = -1;
      this.#length = 0;
    } else if (name === 'c') {
      this.#column = columnOf(attribute(attributes, 'r')) ?? this.#column + 1;
      this.#cell = { type: attribute(attributes, 't') ?? 'n', format: this.workbook.formatOf(Number(attribute(attributes, 's') ?? 0)), value: '', isInline: false };
    } else if (name === 'v') this.#isValue = this.#cell !== null;
    else if (name === 'is' && this.#cell) {
      this.#cell.isInline = true;
      this.#inline.begin();
    } else if (this.#cell?.isInline) this.#inline.take(token, this.path);
    return null;
  }

  #close(name: string, token: Token): WorkbookLine | null {
    if (name === 'v') this.#isValue = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') {
      const line = { rowNumber: this.#rowNumber, cells: this.#cells };
      this.#cells = [];
      return line;
    } else if (this.#cell?.isInline && name !== 'is') this.#inline.take(token, this.path);
    return null;
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (cell === null) return;
    const { text, kind, lostDigits } = this.#valueOf(cell);
    if (text === '') return;
    this.#length += text.length;
    if (this.#length > this.rowLimitBytes) throw new FileProblem({ code: 'import.row_too_long', facts: { line: this.#rowNumber, limitBytes: this.rowLimitBytes } });
    this.#cells.push({ column: this.#column, text, kind, lostDigits });
  }

  #valueOf({ type, format, value, isInline }: { type: string; format: NumberFormat; value: string; isInline: boolean }): Omit<SheetCell, 'column'> {
    const asText = (text: string) => ({ text, kind: 'text' as const, lostDigits: false });
    switch (type) {
      case 's':
        return asText(this.workbook.strings.at(Number(value)) ?? '');
      case 'inlineStr':
        return asText(isInline ? this.#inline.end() : value);
      case 'str':
        return asText(value);
      case 'b':
        return asText(value === 'true' ? '1' : value === 'false' ? '0' : value);
      case 'd':
        return { text: value.replace('T', ' ').replace(/(\.\d+)?Z?$/, ''), kind: 'day', lostDigits: false };
      case 'e':
        return { text: value, kind: 'error', lostDigits: false };
      default:
        return numberCell(value, format, this.workbook.from1904);
    }
  }
}

function numberCell(value: string, format: NumberFormat, from1904: boolean): Omit<SheetCell, 'column'> {
  const civil = format === 'number' || value === '' ? null : civilOfSerial(Number(value), format, from1904);
  if (civil !== null) return { text: civil, kind: 'day', lostDigits: false };
  return { text: plainNumber(value) ?? value, kind: 'number', lostDigits: hasLostDigits(value) };
}

/** "BC23" → 54; null where the cell does not say. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
