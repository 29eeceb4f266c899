import type { RowProblem } from '@/server/services/import/incoming';

/** A row by column, as text; a column the row does not have is absent. */
export interface SheetRow {
  /** As a spreadsheet counts: the header of a CSV is row 1; of NDJSON the first object is. */
  readonly rowNumber: number;
  readonly fields: Readonly<Record<string, string>>;
  /** What is wrong with the row's shape. */
  readonly problems: readonly RowProblem[];
}
