import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import type { FlowSummary } from '@/server/domain/referral-report/flow-report';
import { sentMeasures } from '@/server/domain/referral-report/measures';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { type FlowGrouping, getFlowReport } from './get-flow-report';
import type { ReportInput } from './report-facts';

/** 转诊运行 as a workbook: every measure, the groups side by side, who sends to whom, why receivers say no, month by month. It names nobody. */
export async function exportFlowReport(context: ServiceContext, input: ReportInput & { readonly by: FlowGrouping }, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const found = await getFlowReport(context, input);
  if (!found.ok) return found;
  const { total, groups, pairs, declines, months } = found.value;
  return accept({
    fileName: `${words.label('file', 'referral-report')}-${input.from}-${input.to}`,
    workbook: {
      sheets: [
        { name: words.label('sheet', 'flow.measures'), columns: columnsOf(words, [['measure', 'text', 30], ['measureValue', 'decimal']]), rows: measureRows(total, words) },
        {
          name: words.label('sheet', 'flow.groups'),
          columns: columnsOf(words, [
            ...([['group', 'text', 24], ['referrals', 'count'], ['answeredInTime', 'decimal'], ['answerMedian', 'count'], ['answerP90', 'count'], ['declined', 'count'], ['arrived', 'count']] as const),
            ...([['closureRate', 'decimal'], ['followedUpInTime', 'decimal'], ['promisesKept', 'decimal'], ['waitMedian', 'count']] as const),
          ]),
          rows: groups.map(({ name, summary }) => [
            ...[name, summary.counts.sent, summary.answeredInTime, summary.answerMinutes?.median, summary.answerMinutes?.p90, summary.counts.declined, summary.counts.arrived],
            ...[summary.closure, summary.followedUpInTime, summary.promisesKept, summary.waitDays?.median],
          ]),
        },
        {
          name: words.label('sheet', 'flow.pairs'),
          columns: columnsOf(words, [['sender', 'text', 24], ['receiver', 'text', 24], ['up', 'count'], ['down', 'count'], ['lateral', 'count'], ['arrived', 'count']]),
          rows: pairs.map(({ fromInstitutionName, toInstitutionName, up, down, lateral, arrived }) => [fromInstitutionName, toInstitutionName, up, down, lateral, arrived]),
        },
        {
          name: words.label('sheet', 'flow.declines'),
          columns: columnsOf(words, [['declineReason', 'text', 20], ['count', 'count']]),
          rows: declines.map(({ code, count }) => [words.label('declineCode', code ?? 'none'), count]),
        },
        {
          name: words.label('sheet', 'flow.months'),
          columns: columnsOf(words, [['month', 'text', 10], ['up', 'count'], ['down', 'count'], ['lateral', 'count'], ['consults', 'count']]),
          rows: months.map(({ month, up, down, lateral, consults }) => [month, up, down, lateral, consults]),
        },
      ],
    },
  });
}

function measureRows(total: FlowSummary, words: Words): WorkbookRow[] {
  const shares = [
    ['answeredInTime', total.answeredInTime],
    ['answerMedian', total.answerMinutes?.median],
    ['answerP90', total.answerMinutes?.p90],
    ['promisesKept', total.promisesKept],
    ['waitMedian', total.waitDays?.median],
    ['closureRate', total.closure],
    ['followedUpInTime', total.followedUpInTime],
    ['consultsInTime', total.consultsInTime],
    ['consultMedian', total.consultMinutes?.median],
  ] as const;
  return [...sentMeasures.map((measure): WorkbookRow => [words.label('referralMeasure', measure), total.counts[measure]]), ...shares.map(([code, value]): WorkbookRow => [words.label('column', code), value])];
}
