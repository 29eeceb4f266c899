'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { monitoring as copy } from '@/app/_copy/monitoring';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { YearChoice, useYearAtWork } from '@/app/_ui/year-choice';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { MonitoredPart } from './monitored-part';
import styles from './monitoring.module.css';

const wholeRegion = 'region';
const noFilter = { year: '', part: '' };

/** Where residents are seen, what that costs and how it closes, for the region and each alliance within reach. */
export default function MonitoringPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [thisMonth] = useState(() => dayOfInstant(Date.now()).slice(0, 7));
  const yearAtWork = useYearAtWork();
  const year = filters.year || yearAtWork;
  const to = thisMonth.startsWith(year) ? thisMonth : `${year}-12`;
  const found = useQuery(trpc.monitoring.indicators.queryOptions({ from: `${year}-01`, to }));
  const parts = found.data ?? [];
  const part = parts.find(({ allianceId }) => (allianceId ?? wholeRegion) === filters.part) ?? parts[0];
  return (
    <Page title={copy.title} description={copy.description}>
      <form role="search" aria-label={copy.filter} className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <YearChoice label={copy.year} value={year} onChange={(chosen) => setFilters({ year: chosen })} />
        {parts.length > 1 ? (
          <Choice
            label={copy.part}
            value={part?.allianceId ?? wholeRegion}
            onChange={(chosen) => setFilters({ part: chosen })}
            options={parts.map(({ allianceId, allianceName }) => [allianceId ?? wholeRegion, allianceName ?? copy.region])}
          />
        ) : null}
      </form>
      <RefusalList error={found.error} />
      {part ? <MonitoredPart part={part} /> : found.error ? null : <p role="status">{found.data ? copy.empty : shell.loading}</p>}
    </Page>
  );
}
