'use client';

import { useQuery } from '@tanstack/react-query';
import { referralDirections } from '@/app/_copy/labels';
import { referralReport } from '@/app/_copy/referral-report';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { referralDirections as directions } from '@/server/domain/referral/codes';
import { type Filters, type OnFilters, rowsHref, type Span } from './filters';
import { FlowMeasures } from './flow-measures';
import { Declines, Groups, Pairs } from './flow-tables';
import { PlainTable } from './plain-table';
import styles from './reports.module.css';

export type Flow = RouterOutputs['referralReport']['flow'];
export type FlowSummary = Flow['total'];

const copy = referralReport.flow;
export const groupings = ['receiver', 'sender', 'department'] as const;

/** How the referrals sent in a span went: volume, answers, waits, ends, and whether they came back. */
export function FlowReport({ span, filters, onChange }: { readonly span: Span; readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const by = groupings.find((known) => known === filters.group) ?? 'receiver';
  const direction = directions.find((known) => known === filters.direction) ?? null;
  const found = useQuery(trpc.referralReport.flow.queryOptions({ ...span, by, direction, allianceId: filters.alliance || null, institutionCode: filters.institution || null, departmentCode: null }));
  const report = found.data;
  const choice = { alliance: filters.alliance, institution: filters.institution, direction: direction ?? '' };
  return (
    <>
      <form className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <Choice label={copy.direction} value={direction ?? ''} onChange={(next) => onChange({ direction: next })} options={[['', copy.anyDirection], ...directions.map((value) => [value, referralDirections[value]] as const)]} />
        <Choice label={copy.by} value={by} onChange={(next) => onChange({ group: next })} options={groupings.map((value) => [value, copy.groupings[value]] as const)} />
      </form>
      <RefusalList error={found.error} />
      {report ? <Parts report={report} by={by} span={span} choice={choice} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </>
  );
}

interface PartsProps {
  readonly report: Flow;
  readonly by: (typeof groupings)[number];
  readonly span: Span;
  readonly choice: { readonly alliance: string; readonly institution: string; readonly direction: string };
}

function Parts({ report, by, span, choice }: PartsProps) {
  const hrefOf = (measure: string, more: Readonly<Record<string, string | null>> = {}) => rowsHref('referrals', span, { ...choice, ...more, measure });
  if (report.total.counts.sent + report.total.counts.consult_asked === 0) return <p>{copy.empty}</p>;
  return (
    <>
      <FlowMeasures summary={report.total} followUpDays={report.followUpDays} hrefOf={hrefOf} />
      <Section title={copy.declines}>
        {report.declines.length === 0 ? <p>{copy.noDeclines}</p> : <Declines report={report} hrefOf={hrefOf} />}
      </Section>
      <Section title={copy.trend}>
        <Trend months={report.months} />
      </Section>
      <Section title={copy.groupsTitle}>
        <Groups report={report} by={by} hrefOf={hrefOf} />
      </Section>
      <Section title={copy.pairs}>
        <Pairs report={report} hrefOf={hrefOf} />
      </Section>
    </>
  );
}

function Trend({ months }: { readonly months: Flow['months'] }) {
  const titles = copy.trendColumns;
  const shown = ['up', 'down', 'lateral', 'consults'] as const;
  const spec = {
    kind: 'stacked' as const,
    unit: referralReport.unitCount,
    categories: months.map(({ month }) => referralReport.monthOf(month)),
    series: shown.map((name) => ({ name: titles[name], values: months.map((row) => row[name]) })),
  };
  return (
    <Chart title={copy.trend} spec={spec}>
      <PlainTable
        label={copy.trend}
        rows={months}
        keyOf={({ month }) => month}
        columns={[{ title: titles.month, cell: ({ month }) => month }, ...shown.map((name) => ({ title: titles[name], isNumber: true, cell: (row: Flow['months'][number]) => referralReport.number(row[name]) }))]}
      />
    </Chart>
  );
}
