'use client';

import { useQuery } from '@tanstack/react-query';
import { postingKinds } from '@/app/_copy/labels';
import { referralMeasures, referralReport } from '@/app/_copy/referral-report';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type PostingKind, sentDownKinds } from '@/server/domain/posting/posting';
import { type HappenedMeasure, consultMeasures } from '@/server/domain/referral-report/measures';
import { type Filters, rowsHref, type Span } from './filters';
import { NumberLink } from './number-link';
import { type PlainColumn, PlainTable } from './plain-table';
import styles from './reports.module.css';

type Quarter = RouterOutputs['referralReport']['quarter'];

/** A line of the report; `href` leads to its rows, and is null for a sum of lines that open by themselves. */
interface Line {
  readonly name: string;
  readonly times: string;
  readonly count: number;
  readonly people: string;
  readonly href: string | null;
}

type Part = Quarter['parts'][number];
type Choice = Pick<Filters, 'alliance' | 'institution'>;

const copy = referralReport.quarter;

/** 季度报表 of the kind that Shenyang publishes: referred up and down, sent to help, read from afar. */
export function QuarterReport({ span, filters: { alliance, institution } }: { readonly span: Span; readonly filters: Filters }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.referralReport.quarter.queryOptions({ ...span, allianceId: alliance || null, institutionCode: institution || null }));
  const report = found.data;
  if (!report) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <>
      <Section title={copy.heading}>
        <Chart title={copy.chart} spec={chartOf(report)}>
          <PlainTable
            label={copy.heading}
            rows={linesOf(report, span, { alliance, institution })}
            keyOf={({ name }) => name}
            columns={[
              { title: copy.columns.item, cell: ({ name }) => name },
              { title: copy.columns.times, isNumber: true, cell: ({ name, times, count, href }) => <NumberLink count={count} what={name} href={href} text={times} /> },
              { title: copy.columns.people, isNumber: true, cell: ({ people }) => people },
            ]}
          />
        </Chart>
        <p className={styles.note}>{copy.note}</p>
      </Section>
      <Section title={copy.parts}>{report.parts.length === 0 ? <p>{copy.noParts}</p> : <Parts report={report} span={span} choice={{ alliance, institution }} />}</Section>
      <p className={styles.sign}>{copy.signature}</p>
    </>
  );
}

function linesOf({ referrals, down, upAndDown, postings, sentDown }: Quarter, span: Span, choice: Choice): Line[] {
  const { times, people, none } = referralReport;
  const { lines } = copy;
  const line = (name: string, tally: Quarter['down'], href: string | null): Line => ({ name, times: times(tally.times), count: tally.times, people: people(tally.people), href });
  const referred = (measure: HappenedMeasure, name: string) => line(name, referrals[measure], rowsHref('referrals', span, { measure, ...choice }));
  const posted = (kind: PostingKind, name: string) => line(name, postings[kind], postingsHref(span, kind, choice));
  const techniques = postings.new_technique.times;
  return [
    line(lines.upAndDown, upAndDown, null),
    referred('moved_up', lines.up),
    line(lines.down, down, null),
    referred('sent_down', lines.sentDownPatients),
    referred('came_back', lines.cameBack),
    referred('moved_lateral', lines.lateral),
    line(lines.sentDown, sentDown, postingsHref(span, 'sent_down', choice)),
    ...sentDownKinds.map((kind) => posted(kind, lines.ofWhich(postingKinds[kind]))),
    { ...posted('trainee', lines.trainee), people: none },
    { ...posted('new_technique', lines.newTechnique), times: copy.items(techniques) },
    referred('consult_any', lines.remote),
    ...consultMeasures.map((measure) => referred(measure, lines.ofWhich(referralMeasures[measure]))),
  ];
}

/** Postings have a screen of their own, which lists them by days. */
function postingsHref({ from, to }: Span, kind: PostingKind | 'sent_down', { alliance, institution }: Choice, side = ''): string {
  const query = new URLSearchParams({ from: firstDayOf(from), to: lastDayOf(to), kind, ...(alliance ? { alliance } : {}), ...(institution ? { institution } : {}), ...(side ? { side } : {}) });
  return `/referrals/postings?${query.toString()}`;
}

function chartOf({ referrals, down, sentDown }: Quarter) {
  const bars = [
    [copy.bars.up, referrals.moved_up],
    [copy.bars.down, down],
    [copy.bars.sentDown, sentDown],
    [copy.bars.remote, referrals.consult_any],
  ] as const;
  return {
    kind: 'bar' as const,
    unit: '',
    categories: bars.map(([name]) => name),
    series: [
      { name: copy.columns.times, values: bars.map(([, { times }]) => times) },
      { name: copy.columns.people, values: bars.map(([, { people }]) => people) },
    ],
  };
}

function Parts({ report, span, choice }: { readonly report: Quarter; readonly span: Span; readonly choice: Choice }) {
  const titles = copy.partColumns;
  const referred = (title: string, count: (part: Part) => number, measure: HappenedMeasure, side: 'sender' | 'receiver'): PlainColumn<Part> => ({
    title,
    isNumber: true,
    cell: (part) => <NumberLink count={count(part)} what={`${part.institutionName} ${title}`} href={rowsHref('referrals', span, { measure, ...choice, [side]: part.institutionCode })} />,
  });
  // With one institution chosen, the others' postings are those with it, which the list of postings has no filter for.
  const opens = ({ institutionCode }: Part) => choice.institution === '' || choice.institution === institutionCode;
  const posted = (title: string, count: (part: Part) => number, side: 'from' | 'to'): PlainColumn<Part> => ({
    title,
    isNumber: true,
    cell: (part) => <NumberLink count={count(part)} what={`${part.institutionName} ${title}`} href={opens(part) ? postingsHref(span, 'sent_down', { ...choice, institution: part.institutionCode }, side) : null} />,
  });
  return (
    <PlainTable
      label={copy.parts}
      rows={report.parts}
      keyOf={({ institutionCode }) => institutionCode}
      columns={[
        { title: titles.name, cell: ({ institutionName }) => institutionName },
        referred(titles.upOut, ({ upOut }) => upOut, 'moved_up', 'sender'),
        referred(titles.upIn, ({ upIn }) => upIn, 'moved_up', 'receiver'),
        referred(titles.downOut, ({ downOut }) => downOut, 'sent_down', 'sender'),
        referred(titles.downIn, ({ downIn }) => downIn, 'sent_down', 'receiver'),
        // Who gives somebody back is whoever had received them.
        referred(titles.backOut, ({ backOut }) => backOut, 'came_back', 'receiver'),
        referred(titles.backIn, ({ backIn }) => backIn, 'came_back', 'sender'),
        referred(titles.consultsAsked, ({ consultsAsked }) => consultsAsked, 'consult_any', 'sender'),
        referred(titles.consultsAnswered, ({ consultsAnswered }) => consultsAnswered, 'consult_any', 'receiver'),
        posted(titles.posted, (part) => part.posted, 'from'),
        posted(titles.received, ({ received }) => received, 'to'),
      ]}
    />
  );
}
