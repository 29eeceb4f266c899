import type { DiagnosisFacts } from '@/server/services/diagnosis/import-diagnoses';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';

/** Read one diagnosis. */
export function readDiagnosisRow(row: SheetRow): IncomingRow<DiagnosisFacts> {
  const reader = new RowReader(row);
  const facts: DiagnosisFacts = { code: reader.text('diag_code', 30), name: reader.text('diag_name', 100) };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}
