'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ExportButton } from '@/app/_ui/export-button';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { BurnTable } from './burn-table';
import { MonthsTable } from './months-table';

const shownYears = 6;
const noFilter = { year: '' };

/** The year's months with their prepayments, and what the pools have spent of their budgets. */
export default function BudgetsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [thisYear] = useState(() => dayOfInstant(Date.now()).slice(0, 4));
  const year = filters.year || thisYear;
  const months = useQuery(trpc.month.list.queryOptions({ year }));
  const burn = useQuery(trpc.budget.burn.queryOptions({ year }));
  return (
    <Page title={copy.title} description={copy.description}>
      <form role="search" aria-label={copy.filter} onSubmit={(event) => event.preventDefault()}>
        <Choice label={copy.year} value={year} onChange={(chosen) => setFilters({ year: chosen })} options={yearsUntil(thisYear, year).map((each) => [each, copy.yearOf(each)])} />
      </form>
      <Section title={copy.months.title}>
        <RefusalList error={months.error} />
        {months.data ? <MonthsTable rows={months.data} /> : <p role="status">{months.error ? null : shell.loading}</p>}
      </Section>
      <Section title={copy.burn.title} actions={<ExportButton name="burn" query={{ year }} />}>
        <RefusalList error={burn.error} />
        {burn.data ? <BurnTable year={year} pools={burn.data} /> : <p role="status">{burn.error ? null : shell.loading}</p>}
      </Section>
    </Page>
  );
}

/** The last years, and whichever older one the address asks for. */
function yearsUntil(last: string, shown: string): string[] {
  const years = Array.from({ length: shownYears }, (_, back) => String(Number(last) - back));
  return years.includes(shown) ? years : [...years, shown];
}
