import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { type RowClass, openClasses } from '@/server/domain/import/review';
import { readContractRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { type FileLayout, openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import type { ServiceContext } from '@/server/services/context';
import type { IncomingRow } from '@/server/services/import/incoming';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRows } from '@/server/services/import-review/decide-rows';
import { getReview } from '@/server/services/import-review/get-review';
import { reviewedContracts, reviewedResidents } from '@/server/services/import-review/kinds';
import { listReviewRows } from '@/server/services/import-review/list-review-rows';
import type { Reviewing } from '@/server/services/import-review/reviewing';
import { startReview } from '@/server/services/import-review/start-review';
import { BadUsage, type Command, type Io, exitCodes, operatorContext, regionAmong, withStore } from '../command';
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
        if (problem === null && take.length > 0) await takeClasses(io, context, reviewId, take);
        const { summary, status } = await done(getReview(context, { reviewId }));
        const issues = await notTaken(context, reviewId);
        if (values.json) io.stdout(JSON.stringify({ reviewId, status, summary, problem, issues: issues.rows }));
        else {
          for (const { rowNumber, as, reasons } of issues.rows) io.stdout(`row ${rowNumber} ${as}: ${reasons.map(({ code, column, facts }) => `${code} ${column ?? ''} ${JSON.stringify(facts)}`).join('; ')}`);
          if (issues.total > issues.rows.length) io.stdout(`… and ${issues.total - issues.rows.length} more rows that cannot be taken`);
          for (const { class: rowClass, decision, result, rows } of summary) io.stdout([rows, rowClass, decision, result].filter((part) => part !== null).join(' '));
        }
        if (problem) io.stderr(`${problem.code} ${JSON.stringify(problem.facts)}`);
        return problem === null ? exitCodes.done : exitCodes.failed;
      });
    },
  };
}

/** A review that a process left half applied goes on; one in which there is nothing to take is left as it is. */
async function takeClasses(io: Io, context: ServiceContext, reviewId: string, take: readonly RowClass[]): Promise<void> {
  const { status } = await done(getReview(context, { reviewId }));
  if (status === 'ready') for (const rowClass of take) await done(decideRows(context, { reviewId, rowClass, decision: 'take' }));
  const { summary } = await done(getReview(context, { reviewId }));
  const waiting = summary.some(({ decision, result }) => decision !== null && decision !== 'discard' && result === null);
  if (!waiting) return io.stderr('nothing to take');
  const applying = await done(startApplying(context, { reviewId }));
  const { done: taken, held, refused, handedBack } = await applying.run((rows) => io.stderr(`${rows} rows applied`));
  io.stderr(`${taken} taken, ${held} already there, ${refused} refused, ${handedBack} changed since and to be decided anew`);
}

const shownRows = 100;

/** Rows that cannot be taken as they are, each with its reasons. */
async function notTaken(context: ServiceContext, reviewId: string) {
  const page = { reviewId, page: 1, pageSize: shownRows };
  const lists = [await done(listReviewRows(context, { ...page, class: 'rejected' })), await done(listReviewRows(context, { ...page, class: 'elsewhere' })), await done(listReviewRows(context, { ...page, standing: 'refused' }))];
  const rows = lists.flatMap((list) => list.rows).map(({ rowNumber, class: rowClass, result, reasons, resultReasons }) => ({ rowNumber, as: result ?? rowClass, reasons: [...reasons, ...(resultReasons ?? [])] }));
  return { total: lists.reduce((sum, { total }) => sum + total, 0), rows: rows.sort((a, b) => a.rowNumber - b.rowNumber).slice(0, shownRows) };
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
