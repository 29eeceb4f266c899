import type { FileRefusal } from '@/server/domain/import/refusals';
import type { AnyRefusal } from '@/server/domain/refusals';

/** A reason against a row, with the column that a person has to look at; null when it is about the whole row. */
export type RowProblem = AnyRefusal & { readonly column: string | null };

/** One row of a file whose columns have been read. */
export interface IncomingRow<Facts> {
  /** As a spreadsheet counts: the header is row 1. */
  readonly rowNumber: number;
  /** Complete when `problems` is empty; otherwise the columns that problems name hold stand-ins. */
  readonly facts: Facts;
  readonly problems: readonly RowProblem[];
  /** The row as it came, by column; it is kept sealed when the row is not taken. */
  readonly original: () => Readonly<Record<string, string>>;
}

/** A file being imported: what it is called, the digest of its bytes, and its rows. */
export interface IncomingFile<Facts> {
  readonly fileName: string;
  readonly digest: string;
  readonly rows: AsyncIterable<IncomingRow<Facts>>;
}

/** Thrown by a file's rows when the file turns out to be unreadable half-way; what was taken before stays. */
export class FileProblem extends Error {
  constructor(readonly refusal: FileRefusal) {
    super(refusal.code);
    this.name = 'FileProblem';
  }
}

/** What became of the rows of a file; the four outcomes add up to the rows read. */
export interface ImportCounts {
  readonly rowsRead: number;
  readonly accepted: number;
  readonly alreadyHeld: number;
  readonly conflicting: number;
  readonly rejected: number;
}

export interface ImportSummary extends ImportCounts {
  readonly batchId: string;
  readonly status: 'done' | 'failed';
  /** Why the file could not be read to its end. */
  readonly problem: FileRefusal | null;
}

export const nothingImported: ImportCounts = { rowsRead: 0, accepted: 0, alreadyHeld: 0, conflicting: 0, rejected: 0 };
