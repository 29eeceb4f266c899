import { diagnosisFileColumns } from '@/server/domain/import/diagnosis-file-columns';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { visitFileColumns } from '@/server/domain/import/visit-file-columns';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import { readContractRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { readDiagnosisRow } from '@/server/integration/his/diagnosis-row';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { type FileLayout, openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import { startDiagnosisImport } from '@/server/services/diagnosis/import-diagnoses';
import { startVisitImport } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import { reviewedContracts, reviewedResidents } from '@/server/services/import-review/kinds';
import { type Reviewing, scopeOfKind } from '@/server/services/import-review/reviewing';
import { startReview } from '@/server/services/import-review/start-review';
import type { UploadTarget } from './upload-file';

/** A file to be looked at: answers `{ reviewId, again }`, `again` when it lies there already. */
function toReview<Facts>(layout: FileLayout, read: (row: SheetRow) => IncomingRow<Facts>, reviewing: Reviewing<Facts>): UploadTarget {
  return {
    scope: scopeOfKind[reviewing.kind],
    start: async (context, fileName, bytes) => {
      const file = await openImport(fileName, bytes, layout, read);
      if (!file.ok) return file;
      const started = await startReview(context, reviewing, file.value);
      const { reviewId, again } = started;
      return accept({ answer: { reviewId, again }, run: () => started.run() });
    },
  };
}

/** A file whose rows are taken as they are; answers `{ batchId }`. */
const visits: UploadTarget = {
  scope: 'visit:import',
  start: async (context, fileName, bytes) => {
    const file = await openImport(fileName, bytes, visitFileColumns, readVisitRow);
    if (!file.ok) return file;
    const started = await startVisitImport(context, file.value);
    return accept({ answer: { batchId: started.batchId }, run: () => started.run() });
  },
};

/** A version of the list of diagnoses, `?version=nhsa-2.0&from=2025-01-01`; answers `{ batchId }`. */
const diagnoses: UploadTarget = {
  scope: 'diagnosis:import',
  start: async (context, fileName, bytes, query) => {
    const from = query.get('from') ?? '';
    if (!isDay(from)) return refuse({ code: 'request.field_malformed', facts: { field: 'from', example: '2025-01-01' } });
    const file = await openImport(fileName, bytes, diagnosisFileColumns, readDiagnosisRow);
    if (!file.ok) return file;
    const started = await startDiagnosisImport(context, { version: query.get('version') ?? '', inForceFrom: from }, file.value);
    if (!started.ok) return started;
    const { value } = started;
    return accept({ answer: { batchId: value.batchId }, run: () => value.run() });
  },
};

/** Every file that can be uploaded, by its name in `/api/import/<name>`. */
export const uploadTargets: Readonly<Record<string, UploadTarget>> = {
  visits,
  diagnoses,
  'review/residents': toReview(residentFileColumns, readResidentRow, reviewedResidents),
  'review/contracts': toReview(contractFileColumns, readContractRow, reviewedContracts),
};
