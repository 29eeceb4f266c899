import { evidenceTextLimit } from '@/server/domain/recognition/evidence';
import type { RecognitionRowFacts } from '@/server/services/import/import-recognitions';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';
import { identityIn } from './identity-in';

export const recognitionColumns = ['certno', 'dise_codg', 'begndate', 'enddate'] as const;

/** Read one recognition of an earlier system; `psn_cert_type` (01 when absent) and `evidence` are optional. */
export function readRecognitionRow(row: SheetRow): IncomingRow<RecognitionRowFacts> {
  const reader = new RowReader(row);
  const certType = reader.optionalText('psn_cert_type', 2) ?? '01';
  const certNo = reader.text('certno', 50);
  const facts = {
    certType,
    certEnding: certNo.slice(-4),
    identity: identityIn(reader, certType, certNo),
    diseaseCode: reader.text('dise_codg', 20).toUpperCase(),
    validFrom: reader.day('begndate'),
    validTo: reader.day('enddate'),
    evidence: reader.optionalText('evidence', evidenceTextLimit),
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}
