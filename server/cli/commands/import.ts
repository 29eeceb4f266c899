import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { csvOf } from '@/server/domain/kernel/csv';
import { contractFileColumns, institutionFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { visitFileColumns } from '@/server/domain/import/visit-file-columns';
import { identityColumns, readIdentityRow } from '@/server/integration/his/identity-row';
import { readRecognitionRow, recognitionColumns } from '@/server/integration/his/recognition-row';
import { readScoreRow, scoreColumns } from '@/server/integration/his/score-row';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { readContractRow, readInstitutionRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { type FileLayout, openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import type { ServiceContext } from '@/server/services/context';
import { getBatch } from '@/server/services/import/get-batch';
import { importContracts } from '@/server/services/import/import-contracts';
import { importIdentities } from '@/server/services/import/import-identities';
import { importInstitutions } from '@/server/services/import/import-institutions';
import { importRecognitions } from '@/server/services/import/import-recognitions';
import { importResidents } from '@/server/services/import/import-residents';
import { importScores } from '@/server/services/import/import-scores';
import { readRejectedRows } from '@/server/services/import/read-rejected-rows';
import { importVisits } from '@/server/services/import/import-visits';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import { BadUsage, type Command, type ExitCode, type Io, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

/** `import KIND FILE`. Rows that are not taken are a result, not a failure: the exit code is 1 only when the file broke off. */
function importCommand<Facts>(
  kind: string,
  columns: FileLayout,
  read: (row: SheetRow) => IncomingRow<Facts>,
  verb: (context: ServiceContext, file: IncomingFile<Facts>, onProgress: (counts: ImportCounts) => void) => Promise<ImportSummary>,
): Command {
  return {
    words: ['import', kind],
    usage: 'FILE [--region CODE] [--rejected FILE] [--json]',
    summary: `imports ${kind} from an .xlsx, CSV or NDJSON file; importing a file again changes nothing`,
    run: async (args, io) => {
      const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { region: { type: 'string' }, rejected: { type: 'string' }, json: { type: 'boolean' } } });
      const [path, ...others] = positionals;
      if (!path || others.length > 0) throw new BadUsage('name one file');
      const file = await openImport(basename(path), ofFile(path), columns, read);
      if (!file.ok) {
        for (const { code, facts } of file.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
        return exitCodes.failed;
      }
      return withStore(async (store) => {
        const context = operatorContext(store, await regionAmong(store, values.region));
        const summary = await verb(context, file.value, (counts) => io.stderr(countsText(counts)));
        if (values.rejected) await writeRejected(io, context, summary.batchId, values.rejected);
        return report(io, context, summary, values.json ?? false);
      });
    },
  };
}

export const importInstitutionsCommand = importCommand('institutions', institutionFileColumns, readInstitutionRow, importInstitutions);
export const importResidentsCommand = importCommand('residents', residentFileColumns, readResidentRow, importResidents);
export const importContractsCommand = importCommand('contracts', contractFileColumns, readContractRow, importContracts);
export const importRecognitionsCommand = importCommand('recognitions', recognitionColumns, readRecognitionRow, importRecognitions);
export const importIdentitiesCommand = importCommand('identities', identityColumns, readIdentityRow, importIdentities);
export const importScoresCommand = importCommand('scores', scoreColumns, readScoreRow, importScores);
export const importVisitsCommand = importCommand('visits', visitFileColumns, readVisitRow, importVisits);

/** The rows that were not taken, as they came and with a column of reasons, to be mended and sent again. */
async function writeRejected(io: Io, context: ServiceContext, batchId: string, path: string): Promise<void> {
  const { columns, rows, more } = await done(readRejectedRows(context, { batchId }));
  const reasonsOf = (row: (typeof rows)[number]) => row.reasons.map(({ code }) => code).join(' ');
  await writeFile(path, csvOf([[...columns, 'reason'], ...rows.map((row) => [...columns.map((column) => row.original[column] ?? ''), reasonsOf(row)])]));
  if (more) io.stderr(`${path} holds the first ${rows.length} rows that were not taken; mend them, and import the whole file again for the others`);
}

const shownIssues = 100;

export async function report(io: Io, context: ServiceContext, summary: ImportSummary, json: boolean): Promise<ExitCode> {
  const view = await getBatch(context, { batchId: summary.batchId, page: 1, pageSize: shownIssues });
  const issues = view.ok ? view.value.issues : { rows: [], total: 0 };
  if (json) io.stdout(JSON.stringify({ ...summary, issues: issues.rows }));
  else {
    for (const { rowNumber, outcome, reasons } of issues.rows) {
      io.stdout(`row ${rowNumber} ${outcome}: ${reasons.map(({ code, column, facts }) => `${code} ${column ?? ''} ${JSON.stringify(facts)}`).join('; ')}`);
    }
    if (issues.rows.some(({ reasons }) => reasons.some(({ code }) => code === 'import.resident_differs'))) io.stderr('residents on file are not changed by an import: gatekeeper review residents FILE --take changed takes changes');
    if (issues.total > issues.rows.length) io.stdout(`… and ${issues.total - issues.rows.length} more rows that were not taken`);
    io.stdout(`${summary.status}: ${countsText(summary)}`);
    if (summary.problem) io.stderr(`${summary.problem.code} ${JSON.stringify(summary.problem.facts)}`);
  }
  return summary.status === 'done' ? exitCodes.done : exitCodes.failed;
}

export function countsText({ rowsRead, accepted, alreadyHeld, conflicting, rejected }: ImportCounts): string {
  return `${rowsRead} rows: ${accepted} accepted, ${alreadyHeld} already held, ${conflicting} conflicting, ${rejected} rejected`;
}
