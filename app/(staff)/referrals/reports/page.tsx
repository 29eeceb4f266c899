'use client';

import { Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { referralReport as copy } from '@/app/_copy/referral-report';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { CapacityReport } from './capacity-report';
import { type Filters, latestQuarters, noFilters, type OnFilters, type Span, spanOf, type Tab, tabs } from './filters';
import { FlowReport } from './flow-report';
import { OutsideReport } from './outside-report';
import { QuarterReport } from './quarter-report';
import styles from './reports.module.css';

const exportOf: Readonly<Record<Tab, string>> = { capacity: 'capacity-report', flow: 'referral-report', quarter: 'quarter-report', outside: 'outside-care' };
const shownQuarters = 6;

/** What is reserved against its targets, how referrals run, the quarter's report, and care without a referral. */
export default function ReportsPage() {
  const [filters, setFilters] = useUrlFilters(noFilters);
  const can = useScopes();
  const [today] = useState(() => dayOfInstant(Date.now()));
  const tab = tabs.find((known) => known === filters.tab) ?? 'capacity';
  const span = spanOf(filters, today);
  return (
    <Page
      title={copy.title}
      description={span ? `${copy.period(span.from, span.to)}。${copy.description}` : copy.description}
      actions={
        <>
          {can('posting:record') ? (
            <Link href="/referrals/postings">
              <Button>{copy.postings}</Button>
            </Link>
          ) : null}
          {span ? <ExportButton name={exportOf[tab]} query={queryOf(filters, span)} /> : null}
          <Button onClick={() => window.print()}>{copy.print}</Button>
        </>
      }
    >
      <div className={styles.screenOnly}>
        <Segments
          label={copy.tabsLabel}
          value={tab}
          onChange={(value) => setFilters({ tab: value })}
          options={tabs.map((value) => ({ value, label: copy.tabs[value] }))}
        />
      </div>
      <SpanForm filters={filters} span={span} today={today} onChange={setFilters} />
      {span === null ? <p role="alert">{copy.badSpan}</p> : <Report tab={tab} filters={filters} span={span} onChange={setFilters} />}
    </Page>
  );
}

function Report({ tab, filters, span, onChange }: { readonly tab: Tab; readonly filters: Filters; readonly span: Span; readonly onChange: OnFilters }) {
  switch (tab) {
    case 'capacity':
      return <CapacityReport span={span} filters={filters} onChange={onChange} />;
    case 'flow':
      return <FlowReport span={span} filters={filters} onChange={onChange} />;
    case 'quarter':
      return <QuarterReport span={span} filters={filters} />;
    case 'outside':
      return <OutsideReport span={span} filters={filters} />;
  }
}

function SpanForm({ filters, span, today, onChange }: { readonly filters: Filters; readonly span: Span | null; readonly today: string; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const own = (places.data ?? []).filter((place) => place.own && place.level !== 'pharmacy');
  const alliances = new Map(own.flatMap(({ allianceId, allianceName }) => (allianceId === null || allianceName === null ? [] : [[allianceId, allianceName] as const])));
  const quarters = latestQuarters(today, shownQuarters);
  const chosen = quarters.find(({ from, to }) => from === span?.from && to === span.to);
  return (
    <form role="search" aria-label={copy.filter} className={styles.filters} onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={copy.quarters}
        value={chosen?.from ?? ''}
        onChange={(from) => {
          const next = quarters.find((quarter) => quarter.from === from);
          if (next) onChange({ from: next.from, to: next.to });
        }}
        options={[['', copy.otherSpan], ...quarters.map(({ from }) => [from, copy.quarterName(from.slice(0, 4), Math.ceil(Number(from.slice(5)) / 3))] as const)]}
      />
      <div className={styles.field}>
        <label htmlFor="report-from">{copy.from}</label>
        <Input id="report-from" type="month" value={filters.from || (span?.from ?? '')} onChange={(event) => onChange({ from: event.target.value, to: filters.to || (span?.to ?? '') })} />
      </div>
      <div className={styles.field}>
        <label htmlFor="report-to">{copy.to}</label>
        <Input id="report-to" type="month" value={filters.to || (span?.to ?? '')} onChange={(event) => onChange({ from: filters.from || (span?.from ?? ''), to: event.target.value })} />
      </div>
      {alliances.size > 1 ? (
        <Choice label={copy.alliance} value={filters.alliance} onChange={(alliance) => onChange({ alliance, institution: '' })} options={[['', copy.anyAlliance], ...alliances]} />
      ) : null}
      <Choice
        label={copy.institution}
        value={filters.institution}
        onChange={(institution) => onChange({ institution })}
        options={[['', copy.anyInstitution], ...own.filter(({ allianceId }) => filters.alliance === '' || allianceId === filters.alliance).map(({ code, name }) => [code, name] as const)]}
      />
    </form>
  );
}

function queryOf({ alliance, institution, kind, by, direction, group }: Filters, span: Span) {
  return { ...span, allianceId: alliance, institutionCode: institution, kind, by, direction, group };
}
