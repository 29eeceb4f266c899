import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import { type ServiceContext, today } from '../context';
import { type FollowUpTab, listFollowUps } from './list-follow-ups';

const pageSize = 500;

export interface ExportFollowUpsInput {
  readonly tab: FollowUpTab;
  readonly mine: boolean;
  readonly planCode: string | null;
}

/** 随访名单: what a tab of the worklist shows, all pages of it, as a workbook. Numbers stay masked. */
export async function exportFollowUps(context: ServiceContext, input: ExportFollowUpsInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const first = await listFollowUps(context, { ...input, page: 1, pageSize: 1 });
  if (!first.ok) return first;
  return accept({
    fileName: `${words.label('file', 'follow-ups')}-${today(context)}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'follow-ups'),
          columns: columnsOf(words, [
            ...([['residentName', 'text', 12], ['maskedNumber', 'text', 22], ['age', 'count'], ['teamName', 'text', 24], ['contractNumber', 'text', 24]] as const),
            ...([['serviceItem', 'text', 20], ['followUpState', 'text'], ['dueOn', 'day'], ['closesOn', 'day'], ['lastGivenDay', 'day']] as const),
          ]),
          rows: rowsOf(context, input, words),
        },
      ],
    },
  });
}

async function* rowsOf(context: ServiceContext, input: ExportFollowUpsInput, words: Words): AsyncGenerator<WorkbookRow> {
  for (let page = 1; ; page += 1) {
    const found = await listFollowUps(context, { ...input, page, pageSize });
    if (!found.ok) return;
    for (const row of found.value.rows) {
      yield [row.name, row.maskedNumber, row.age, row.teamName, row.contractNumber, row.itemName, words.label('followUpState', row.state), row.dueOn, row.closesOn, row.lastGivenDay];
    }
    if (found.value.rows.length < pageSize) return;
  }
}
