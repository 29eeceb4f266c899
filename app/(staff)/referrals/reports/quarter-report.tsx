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
import { rowsHref, type Span } from './filters';
import { NumberLink } from './number-link';
import { PlainTable } from './plain-table';
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

const copy = referralReport.quarter;

/** 季度报表 of the kind that Shenyang publishes: referred up and down, sent to help, read from afar. */
export function QuarterReport({ span, institution }: { readonly span: Span; readonly institution: string }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.referralReport.quarter.queryOptions({ ...span, institutionCode: institution || null }));
  const report = found.data;
  if (!report) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <>
      <Section title={copy.heading}>
        <Chart title={copy.chart} spec={chartOf(report)}>
          <PlainTable
            label={copy.heading}
            rows={linesOf(report, span, institution)}
            keyOf={({ name }) => name}
            columns={[
              { title: copy.columns.item, cell: ({ name }) => name },
              { title: copy.columns.times, isNumber: true, cell: ({ name, times, count, href }) => (href === null ? times : <NumberLink count={count} what={name} href={href} text={times} />) },
              { title: copy.columns.people, isNumber: true, cell: ({ people }) => people },
            ]}
          />
        </Chart>
        <p className={styles.note}>{copy.note}</p>
      </Section>
      <Section title={copy.parts}>{report.parts.length === 0 ? <p>{copy.noParts}</p> : <Parts report={report} span={span} />}</Section>
      <p className={styles.sign}>{copy.signature}</p>
    </>
  );
}

function linesOf({ referrals, down, upAndDown, postings, sentDown }: Quarter, span: Span, institution: string): Line[] {
  const { times, people, none } = referralReport;
  const { lines } = copy;
  const line = (name: string, tally: Quarter['down'], href: string | null): Line => ({ name, times: times(tally.times), count: tally.times, people: people(tally.people), href });
  const referred = (measure: HappenedMeasure, name: string) => line(name, referrals[measure], rowsHref('referrals', span, { measure, institution }));
  const posted = (kind: PostingKind, name: string) => line(name, postings[kind], postingsHref(span, kind, institution));
  const techniques = postings.new_technique.times;
  return [
    line(lines.upAndDown, upAndDown, null),
    referred('moved_up', lines.up),
    line(lines.down, down, null),
    referred('sent_down', lines.sentDownPatients),
    referred('came_back', lines.cameBack),
    referred('moved_lateral', lines.lateral),
    line(lines.sentDown, sentDown, postingsHref(span, 'sent_down', institution)),
    ...sentDownKinds.map((kind) => posted(kind, lines.ofWhich(postingKinds[kind]))),
    { ...posted('trainee', lines.trainee), people: none },
    { ...posted('new_technique', lines.newTechnique), times: copy.items(techniques) },
    referred('consult_any', lines.remote),
    ...consultMeasures.map((measure) => referred(measure, lines.ofWhich(referralMeasures[measure]))),
  ];
}

/** Postings have a screen of their own, which lists them by days. */
function postingsHref({ from, to }: Span, kind: PostingKind | 'sent_down', institution: string): string {
  const query = new URLSearchParams({ from: firstDayOf(from), to: lastDayOf(to), kind, ...(institution ? { institution } : {}) });
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

function Parts({ report, span }: { readonly report: Quarter; readonly span: Span }) {
  const titles = copy.partColumns;
  type Part = Quarter['parts'][number];
  const counts = (title: string, count: (part: Part) => number, choice: (code: string) => Readonly<Record<string, string>>) => ({
    title,
    isNumber: true,
    cell: (part: Part) => <NumberLink count={count(part)} what={`${part.institutionName} ${title}`} href={rowsHref('referrals', span, choice(part.institutionCode))} />,
  });
  const plain = (title: string, count: (part: Part) => number, href: (code: string) => string) => ({
    title,
    isNumber: true,
    cell: (part: Part) => <NumberLink count={count(part)} what={`${part.institutionName} ${title}`} href={href(part.institutionCode)} />,
  });
  const postings = (code: string) => `/referrals/postings?${new URLSearchParams({ from: firstDayOf(span.from), to: lastDayOf(span.to), institution: code }).toString()}`;
  return (
    <PlainTable
      label={copy.parts}
      rows={report.parts}
      keyOf={({ institutionCode }) => institutionCode}
      columns={[
        { title: titles.name, cell: ({ institutionName }) => institutionName },
        counts(titles.upOut, ({ upOut }) => upOut, (sender) => ({ measure: 'moved_up', sender })),
        counts(titles.upIn, ({ upIn }) => upIn, (receiver) => ({ measure: 'moved_up', receiver })),
        counts(titles.downOut, ({ downOut }) => downOut, (sender) => ({ measure: 'sent_down', sender })),
        counts(titles.downIn, ({ downIn }) => downIn, (receiver) => ({ measure: 'sent_down', receiver })),
        // Who gives somebody back is whoever had received them.
        counts(titles.backOut, ({ backOut }) => backOut, (receiver) => ({ measure: 'came_back', receiver })),
        counts(titles.backIn, ({ backIn }) => backIn, (sender) => ({ measure: 'came_back', sender })),
        counts(titles.consultsAsked, ({ consultsAsked }) => consultsAsked, (sender) => ({ measure: 'consult_any', sender })),
        counts(titles.consultsAnswered, ({ consultsAnswered }) => consultsAnswered, (receiver) => ({ measure: 'consult_any', receiver })),
        plain(titles.posted, ({ posted }) => posted, postings),
        plain(titles.received, ({ received }) => received, postings),
      ]}
    />
  );
}
