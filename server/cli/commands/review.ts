import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { type RowClass, openClasses } from '@/server/domain/import/review';
import { readContractRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { type FileLayout, openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import type { IncomingRow } from '@/server/services/import/incoming';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRows } from '@/server/services/import-review/decide-rows';
import { getReview } from '@/server/services/import-review/get-review';
import { reviewedContracts, reviewedResidents } from '@/server/services/import-review/kinds';
import type { Reviewing } from '@/server/services/import-review/reviewing';
import { startReview } from '@/server/services/import-review/start-review';
import { BadUsage, type Command, exitCodes, operatorContext, regionAmong, withStore } from '../command';
import { done } from '../done';

/** `review KIND FILE`: stages a file for people to look at; `--take` decides about whole classes and applies them at once. */
function reviewCommand<Facts>(reviewing: Reviewing<Facts>, layout: FileLayout, read: (row: SheetRow) => IncomingRow<Facts>): Command {
  return {
    words: ['review', reviewing.kind],
    usage: 'FILE [--take new,changed] [--region CODE] [--json]',
    summary: `uploads ${reviewing.kind} to be looked at before anything is taken; --take takes whole classes at once`,
    run: async (args, io) => {
      const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { region: { type: 'string' }, take: { type: 'string' }, json: { type: 'boolean' } } });
      const [path, ...others] = positionals;
      if (!path || others.length > 0) throw new BadUsage('name one file');
      const take = classesIn(values.take);
      const file = await openImport(basename(path), ofFile(path), layout, read);
      if (!file.ok) {
        for (const { code, facts } of file.refusals) io.stderr(`${code} ${JSON.stringify(facts)}`);
        return exitCodes.failed;
      }
      return withStore(async (store) => {
        const context = operatorContext(store, await regionAmong(store, values.region));
        const started = await startReview(context, reviewing, file.value);
        const { problem } = await started.run((rows) => io.stderr(`${rows} rows staged`));
        const { reviewId } = started;
        if (started.again) io.stderr('the same file lies there already');
        if (problem === null && take.length > 0) {
          for (const rowClass of take) await done(decideRows(context, { reviewId, rowClass, decision: 'take' }));
          const applying = await done(startApplying(context, { reviewId }));
          io.stderr(JSON.stringify(await applying.run((rows) => io.stderr(`${rows} rows applied`))));
        }
        const { summary, status } = await done(getReview(context, { reviewId }));
        if (values.json) io.stdout(JSON.stringify({ reviewId, status, summary, problem }));
        else for (const { class: rowClass, decision, result, rows } of summary) io.stdout([rows, rowClass, decision, result].filter((part) => part !== null).join(' '));
        if (problem) io.stderr(`${problem.code} ${JSON.stringify(problem.facts)}`);
        return problem === null ? exitCodes.done : exitCodes.failed;
      });
    },
  };
}

/** Close matches are for a person to decide about, one by one. */
function classesIn(text: string | undefined): RowClass[] {
  const names = (text ?? '').split(',').filter((name) => name !== '');
  return names.map((name) => {
    const known = openClasses.find((each) => each === name && each !== 'close');
    if (!known) throw new BadUsage('--take takes new, changed or both');
    return known;
  });
}

export const reviewResidentsCommand = reviewCommand(reviewedResidents, residentFileColumns, readResidentRow);
export const reviewContractsCommand = reviewCommand(reviewedContracts, contractFileColumns, readContractRow);
