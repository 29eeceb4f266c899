/**
 * What a spreadsheet file says, before it is one. Verbs and pure functions build it; only the adapter that writes the
 * file knows what a cell looks like on the inside.
 */
export interface Workbook {
  /** At least one. */
  readonly sheets: readonly WorkbookSheet[];
}

export interface WorkbookSheet {
  /** Up to 31 characters, as the programs that open it allow; unlike the other names, capitals aside. */
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  /** Read once, in order; a verb with many rows hands over a generator that fetches them page by page. */
  readonly rows: Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>;
}

export interface WorkbookColumn {
  /** The header of the column. */
  readonly title: string;
  readonly kind: CellKind;
  /** In characters of Latin width; a Chinese character takes two. Taken from kind and title when absent. */
  readonly width?: number;
}

/**
 * What a column holds:
 * - `text`: as it is; never a formula, whatever it begins with;
 * - `yuan`: integer 分, shown as yuan with two decimals;
 * - `count`: a whole number;
 * - `decimal`: a rate or points, as decimal text or a number, shown as it is written;
 * - `day`: `YYYY-MM-DD`, a real date of the spreadsheet;
 * - `time`: `YYYY-MM-DD HH:mm:ss` of Shanghai, a real date and time.
 */
export type CellKind = 'text' | 'yuan' | 'count' | 'decimal' | 'day' | 'time';

/** One value a column, in their order; null and absent are empty cells. */
export type WorkbookRow = readonly WorkbookCell[];

export type WorkbookCell = string | number | null | undefined;

/** A workbook on its way to whoever asked for it. */
export interface ExportedWorkbook {
  /** Without its ending; any characters. */
  readonly fileName: string;
  readonly workbook: Workbook;
}
