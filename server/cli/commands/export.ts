import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { Readable } from 'node:stream';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import { writeCsv } from '@/server/integration/sheets/write-csv';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import type { ServiceContext } from '@/server/services/context';
import { exportContracts } from '@/server/services/export/export-contracts';
import { exportResidents } from '@/server/services/export/export-residents';
import { exportTeams } from '@/server/services/export/export-teams';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

interface ExportOptions {
  readonly unmasked: boolean;
  readonly reason: string | undefined;
}

/** The operator reads codes. */
const codes: Words = {
  label: (_, code) => code ?? '',
  step: (step) => ({ name: step.step, formula: step.formula, operands: JSON.stringify(step.operands), result: JSON.stringify(step.result), clause: step.clause ?? '', confidence: step.confidence ?? '' }),
  sentence: ({ code }) => code,
};

/** `export KIND FILE`: .csv or .xlsx, by the file's name. */
function exportCommand(kind: string, extra: string, verb: (context: ServiceContext, options: ExportOptions, words: Words) => Promise<Outcome<ExportedWorkbook, AnyRefusal>>): Command {
  return {
    words: ['export', kind],
    usage: `FILE.xlsx|FILE.csv ${extra}[--region CODE]`,
    summary: `writes ${kind} into a file, numbers masked`,
    run: async (args, io) => {
      const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { region: { type: 'string' }, unmasked: { type: 'boolean' }, reason: { type: 'string' } } });
      const [path, ...others] = positionals;
      if (!path || others.length > 0 || !/\.(xlsx|csv)$/.test(path)) throw new BadUsage('name one file that ends in .xlsx or .csv');
      if (values.unmasked && !values.reason?.trim()) throw new BadUsage('--unmasked needs --reason TEXT, which stays in the audit');
      return withStore(async (store) => {
        const context = operatorContext(store, await regionAmong(store, values.region));
        const { workbook } = await done(verb(context, { unmasked: values.unmasked ?? false, reason: values.reason }, codes));
        await pipeline(Readable.from(path.endsWith('.csv') ? writeCsv(workbook) : writeXlsx(workbook)), createWriteStream(path, { mode: 0o600 }));
        io.stdout(path);
        return exitCodes.done;
      });
    },
  };
}

export const exportResidentsCommand = exportCommand('residents', '[--unmasked --reason TEXT] ', exportResidents);
export const exportContractsCommand = exportCommand('contracts', '', (context, _, words) => exportContracts(context, {}, words));
export const exportTeamsCommand = exportCommand('teams', '', exportTeams);
