import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listPostings, type PostingsInput } from './list-postings';

const pageSize = 500;

/** 派驻与进修登记 as a workbook, all of a span; what was withdrawn is left out. */
export async function exportPostings(context: ServiceContext, filter: Omit<PostingsInput, 'withWithdrawn'>, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  permit(context, 'report:read');
  return accept({
    fileName: `${words.label('file', 'postings')}-${filter.fromDay}-${filter.toDay}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'postings'),
          columns: columnsOf(words, [
            ...([['startDay', 'day'], ['lastDay', 'day'], ['postingKind', 'text', 16], ['personName', 'text', 12], ['title', 'text', 14], ['postedFrom', 'text', 24], ['postedTo', 'text', 24]] as const),
            ...([['subject', 'text', 30], ['times', 'count'], ['peopleHelped', 'count'], ['note', 'text', 30], ['recordedBy', 'text', 16]] as const),
          ]),
          rows: rowsOf(context, filter, words),
        },
      ],
    },
  });
}

async function* rowsOf(context: ServiceContext, filter: Omit<PostingsInput, 'withWithdrawn'>, words: Words): AsyncGenerator<WorkbookRow> {
  for (let page = 1; ; page += 1) {
    const { rows } = await listPostings(context, { ...filter, withWithdrawn: false, page, pageSize });
    for (const row of rows) {
      yield [
        ...[row.fromDay, row.toDay, words.label('postingKind', row.kind), row.personName, row.title, row.fromInstitutionName, row.toInstitutionName],
        ...[row.subject, row.times, row.people, row.note, row.recordedByName],
      ];
    }
    if (rows.length < pageSize) return;
  }
}
