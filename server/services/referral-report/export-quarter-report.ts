import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { postingKinds } from '@/server/domain/posting/posting';
import { happenedMeasures } from '@/server/domain/referral-report/measures';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { getOutsideCare } from './get-outside-care';
import { type QuarterAnswer, type QuarterInput, getQuarterReport } from './get-quarter-report';

/** 医联体季度报表 as a workbook, line by line as it is shown, and institution by institution. It names nobody. */
export async function exportQuarterReport(context: ServiceContext, input: QuarterInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const found = await getQuarterReport(context, input);
  if (!found.ok) return found;
  return accept({
    fileName: `${words.label('file', 'quarter-report')}-${input.from}-${input.to}`,
    workbook: {
      sheets: [
        { name: words.label('sheet', 'quarter.lines'), columns: columnsOf(words, [['reportItem', 'text', 36], ['times', 'count'], ['people', 'count']]), rows: lineRows(found.value, words) },
        {
          name: words.label('sheet', 'quarter.parts'),
          columns: columnsOf(words, [
            ...([['institutionName', 'text', 24], ['upOut', 'count'], ['upIn', 'count'], ['downOut', 'count'], ['downIn', 'count'], ['backOut', 'count'], ['backIn', 'count']] as const),
            ...([['consultsAsked', 'count'], ['consultsAnswered', 'count'], ['posted', 'count'], ['postingsReceived', 'count']] as const),
          ]),
          rows: found.value.parts.map((part) => [
            ...[part.institutionName, part.upOut, part.upIn, part.downOut, part.downIn, part.backOut, part.backIn],
            ...[part.consultsAsked, part.consultsAnswered, part.posted, part.received],
          ]),
        },
      ],
    },
  });
}

function lineRows({ referrals, postings, upAndDown, down, sentDown }: QuarterAnswer, words: Words): WorkbookRow[] {
  const sum = (code: string, { times, people }: typeof down): WorkbookRow => [words.label('column', code), times, people];
  return [
    sum('upAndDown', upAndDown),
    sum('movedDown', down),
    ...happenedMeasures.map((measure): WorkbookRow => [words.label('referralMeasure', measure), referrals[measure].times, referrals[measure].people]),
    sum('sentDown', sentDown),
    // Nobody is helped by being away to learn.
    ...postingKinds.map((kind): WorkbookRow => [words.label('postingKind', kind), postings[kind].times, kind === 'trainee' ? null : postings[kind].people]),
  ];
}

/** 转诊外就医 as a workbook: by which way signed residents came to hospitals, and where. It names nobody. */
export async function exportOutsideCare(context: ServiceContext, input: QuarterInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const { routes, places } = await getOutsideCare(context, input);
  return accept({
    fileName: `${words.label('file', 'outside-care')}-${input.from}-${input.to}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'outside.routes'),
          columns: columnsOf(words, [['careRoute', 'text', 26], ['outsideVisits', 'count'], ['visitShare', 'decimal'], ['people', 'count'], ['totalFee', 'yuan']]),
          rows: routes.map(({ route, visits, share, people, totalFen }) => [words.label('careRoute', route), visits, share, people, totalFen]),
        },
        {
          name: words.label('sheet', 'outside.places'),
          columns: columnsOf(words, [['institutionName', 'text', 24], ['careRoute', 'text', 26], ['outsideVisits', 'count'], ['totalFee', 'yuan']]),
          rows: places.map(({ institutionName, route, visits, totalFen }) => [institutionName, words.label('careRoute', route), visits, totalFen]),
        },
      ],
    },
  });
}
