import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { diagnosisFileColumns } from '@/server/domain/import/diagnosis-file-columns';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { readDiagnosisRow } from '@/server/integration/his/diagnosis-row';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { startDiagnosisImport } from '@/server/services/diagnosis/import-diagnoses';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';
import { countsText, report } from './import';

/** `import diagnoses FILE`: a version of the list that referrals choose from. */
export const importDiagnosesCommand: Command = {
  words: ['import', 'diagnoses'],
  usage: 'FILE --version NAME --from DAY [--region CODE] [--json]',
  summary: 'imports a list of diagnoses (ICD-10) from an .xlsx, CSV or NDJSON file; it is offered from its day, once it is read to the end',
  run: async (args, io) => {
    const options = { region: { type: 'string' }, version: { type: 'string' }, from: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { version, from } = values;
    const [path, ...others] = positionals;
    if (!path || others.length > 0) throw new BadUsage('name one file');
    if (!version || !from || !isDay(from)) throw new BadUsage('name the version and the day it begins: --version nhsa-2.0 --from 2025-01-01');
    const file = await openImport(basename(path), ofFile(path), diagnosisFileColumns, readDiagnosisRow);
    if (!file.ok) {
      for (const { code, facts } of file.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
      return exitCodes.failed;
    }
    return withStore(async (store) => {
      const context = operatorContext(store, await regionAmong(store, values.region));
      const started = await done(startDiagnosisImport(context, { version, inForceFrom: from }, file.value));
      const summary = await started.run((counts) => io.stderr(countsText(counts)));
      return report(io, context, summary, values.json ?? false);
    });
  },
};
