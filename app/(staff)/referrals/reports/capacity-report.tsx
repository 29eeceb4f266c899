'use client';

import { useQuery } from '@tanstack/react-query';
import { capacityKinds, labelOf } from '@/app/_copy/labels';
import { placeChoices as choiceNames, referralReport } from '@/app/_copy/referral-report';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { capacityGroupings, type PlaceChoice } from '@/server/domain/quota/compliance';
import { capacityKinds as kinds } from '@/server/domain/quota/slot';
import { type Filters, type OnFilters, rowsHref, type Span } from './filters';
import { NumberLink, percentOf, toPercent } from './number-link';
import { PlainTable, type PlainColumn } from './plain-table';
import styles from './reports.module.css';

type Report = RouterOutputs['referralReport']['capacity'];
type Line = Report['lines'][number];
type Taker = Report['takers'][number];

const copy = referralReport.capacity;

/** Slots against a third, beds against a quarter, examinations apart; and what became of every reserved place. */
export function CapacityReport({ span, filters, onChange }: { readonly span: Span; readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const by = capacityGroupings.find((known) => known === filters.by) ?? 'institution';
  const kind = kinds.find((known) => known === filters.kind) ?? null;
  const found = useQuery(trpc.referralReport.capacity.queryOptions({ ...span, by, kind, allianceId: filters.alliance || null, institutionCode: filters.institution || null, departmentCode: null }));
  const report = found.data;
  return (
    <>
      <form className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <Choice label={copy.by} value={by} onChange={(next) => onChange({ by: next })} options={capacityGroupings.map((value) => [value, copy.groupings[value]] as const)} />
        <Choice label={copy.kind} value={kind ?? ''} onChange={(next) => onChange({ kind: next })} options={[['', copy.anyKind], ...kinds.map((value) => [value, capacityKinds[value]] as const)]} />
      </form>
      <RefusalList error={found.error} />
      {report ? <Parts report={report} span={span} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </>
  );
}

function Parts({ report, span }: { readonly report: Report; readonly span: Span }) {
  if (report.lines.length === 0) return <p>{copy.empty}</p>;
  return (
    <>
      <Section title={copy.summary}>
        <Totals report={report} />
      </Section>
      <Section title={copy.groupings[report.by]}>
        <PlainTable label={copy.groupings[report.by]} columns={columnsOf(report, span)} rows={report.lines} keyOf={keyOf} />
        <p className={styles.note}>{copy.note}</p>
      </Section>
      <Section title={copy.takers}>
        <p className={styles.note}>{copy.takersText}</p>
        {report.takers.length === 0 ? <p>{copy.noTakers}</p> : <PlainTable label={copy.takers} columns={takerColumns(span)} rows={report.takers} keyOf={({ kind, institutionCode, fromInstitutionCode }) => `${kind} ${institutionCode} ${fromInstitutionCode}`} />}
      </Section>
      <Trend months={report.months} />
    </>
  );
}

function Totals({ report }: { readonly report: Report }) {
  return (
    <>
      <ul className={styles.cards}>
        {report.totals.map((total) => {
          const target = report.targets.find(({ kind }) => kind === total.kind);
          return (
            <li key={total.kind} className={styles.card}>
              <h3>{labelOf(capacityKinds, total.kind)}</h3>
              <p className={styles.figure}>{percentOf(total.share)}</p>
              <p>{`${referralReport.number(total.offered)} / ${referralReport.number(total.capacity)}`}</p>
              {target ? (
                <p>
                  {copy.target('', `${target.target.numerator}/${target.target.denominator}`)}：<Met met={total.met} short={total.short} />
                </p>
              ) : (
                <p>{copy.noTarget}</p>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.note}>
        {copy.targets}：
        {report.targets.map(({ kind, clause, confidence }) => (
          <span key={kind}>
            {clause} <StatusTag kind="confidence" value={confidence} />{' '}
          </span>
        ))}
      </p>
    </>
  );
}

function Met({ met, short }: { readonly met: boolean | null; readonly short: number }) {
  if (met === null) return referralReport.none;
  return met ? copy.met : <span className={styles.missed}>{copy.missed(short)}</span>;
}

function keyOf({ kind, institutionCode, departmentCode, resourceName }: Line): string {
  return [kind, institutionCode, departmentCode, resourceName].join(' ');
}

function columnsOf({ by }: Report, span: Span): PlainColumn<Line>[] {
  const titles = copy.columns;
  const nameOf = (line: Line) => [line.institutionName, line.departmentName, line.resourceName].filter(Boolean).join(' ');
  const placed = ({ kind, institutionCode, departmentCode, resourceName }: Line) => ({ kind, institution: institutionCode, department: departmentCode, resource: resourceName });
  const places = (title: string, choice: PlaceChoice, count: (line: Line) => number, rate?: (line: Line) => string | null): PlainColumn<Line> => ({
    title,
    isNumber: true,
    cell: (line) => (
      <NumberLink
        count={count(line)}
        what={`${nameOf(line)} ${choiceNames[choice]}`}
        href={rowsHref('places', span, { ...placed(line), choice })}
        {...(rate ? { text: copy.counted(count(line), percentOf(rate(line))) } : {})}
      />
    ),
  });
  return [
    { title: titles.institution, cell: ({ institutionName }) => institutionName },
    ...(by === 'institution' ? [] : [{ title: titles.department, cell: ({ departmentName }: Line) => departmentName }]),
    ...(by === 'resource' ? [{ title: titles.resource, cell: ({ resourceName }: Line) => resourceName }] : []),
    { title: titles.kind, cell: ({ kind }) => labelOf(capacityKinds, kind) },
    { title: titles.sessions, isNumber: true, cell: (line) => <NumberLink count={line.sessions} what={`${nameOf(line)} ${titles.sessions}`} href={rowsHref('sessions', span, placed(line))} /> },
    { title: titles.capacity, isNumber: true, cell: (line) => <NumberLink count={line.capacity} what={`${nameOf(line)} ${titles.capacity}`} href={rowsHref('sessions', span, placed(line))} /> },
    places(titles.offered, 'offered', ({ offered }) => offered),
    { title: titles.share, isNumber: true, cell: ({ share }) => percentOf(share) },
    { title: titles.met, cell: ({ met, short }) => <Met met={met} short={short} /> },
    places(titles.free, 'free', ({ free }) => free),
    places(titles.held, 'held', ({ held }) => held),
    places(titles.booked, 'booked', ({ booked }) => booked),
    places(titles.used, 'used', ({ used }) => used, ({ useRate }) => useRate),
    places(titles.noShow, 'no_show', ({ noShow }) => noShow, ({ noShowRate }) => noShowRate),
    places(titles.released, 'released', ({ released }) => released, ({ releaseRate }) => releaseRate),
    places(titles.withdrawn, 'withdrawn', ({ withdrawn }) => withdrawn),
    places(titles.borrowed, 'borrowed', ({ borrowed }) => borrowed),
  ];
}

function takerColumns(span: Span): PlainColumn<Taker>[] {
  const titles = copy.takerColumns;
  const link = (taker: Taker, choice: PlaceChoice, count: number) => (
    <NumberLink
      count={count}
      what={`${taker.fromInstitutionName} ${choiceNames[choice]}`}
      href={rowsHref('places', span, { kind: taker.kind, institution: taker.institutionCode, sender: taker.fromInstitutionCode, choice })}
    />
  );
  return [
    { title: titles.from, cell: ({ fromInstitutionName }) => fromInstitutionName },
    { title: titles.institution, cell: ({ institutionName }) => institutionName },
    { title: titles.kind, cell: ({ kind }) => labelOf(capacityKinds, kind) },
    { title: choiceNames.held, isNumber: true, cell: (taker) => link(taker, 'held', taker.slots.held) },
    { title: choiceNames.booked, isNumber: true, cell: (taker) => link(taker, 'booked', taker.slots.booked) },
    { title: titles.used, isNumber: true, cell: (taker) => link(taker, 'used', taker.slots.used) },
    { title: titles.noShow, isNumber: true, cell: (taker) => link(taker, 'no_show', taker.slots.no_show) },
    { title: titles.borrowed, isNumber: true, cell: (taker) => link(taker, 'borrowed', taker.borrowed) },
  ];
}

function Trend({ months }: { readonly months: Report['months'] }) {
  const names = [...new Set(months.map(({ month }) => month))];
  const drawn = kinds.filter((kind) => months.some((row) => row.kind === kind));
  const titles = copy.trendColumns;
  const spec = {
    kind: 'line' as const,
    unit: referralReport.unitPercent,
    categories: names.map(referralReport.monthOf),
    series: drawn.map((kind) => ({ name: capacityKinds[kind], values: names.map((month) => toPercent(months.find((row) => row.month === month && row.kind === kind)?.share ?? null)) })),
  };
  return (
    <Section title={copy.trend}>
      <Chart title={copy.trend} spec={spec}>
        <PlainTable
          label={copy.trend}
          rows={months}
          keyOf={({ month, kind }) => `${month} ${kind}`}
          columns={[
            { title: titles.month, cell: ({ month }) => month },
            { title: titles.kind, cell: ({ kind }) => labelOf(capacityKinds, kind) },
            { title: titles.capacity, isNumber: true, cell: ({ capacity }) => referralReport.number(capacity) },
            { title: titles.offered, isNumber: true, cell: ({ offered }) => referralReport.number(offered) },
            { title: titles.share, isNumber: true, cell: ({ share }) => percentOf(share) },
          ]}
        />
      </Chart>
    </Section>
  );
}
