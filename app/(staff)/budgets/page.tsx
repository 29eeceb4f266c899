'use client';

import { useQuery } from '@tanstack/react-query';
import { budget as copy } from '@/app/_copy/budget';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { YearChoice, useYearAtWork } from '@/app/_ui/year-choice';
import { BudgetsTab } from './budgets-tab';
import { FeesTab } from './fees-tab';
import { MonthsTable } from './months-table';
import { PrepaymentsTable } from './prepayments-table';

const tabs = ['budgets', 'months', 'prepayments', 'fees'] as const;
const place = { year: '', tab: 'budgets' };

/** A year's money ahead of its settlement: budgets, months with their members, prepayments, service fees. */
export default function BudgetsPage() {
  const [at, setAt] = useUrlFilters(place);
  const yearAtWork = useYearAtWork();
  const year = at.year || yearAtWork;
  const tab = tabs.find((each) => each === at.tab) ?? 'budgets';
  return (
    <Page title={copy.title} description={copy.description}>
      <form role="search" aria-label={copy.filter} onSubmit={(event) => event.preventDefault()}>
        <YearChoice label={copy.year} value={year} newest={1} onChange={(chosen) => setAt({ year: chosen })} />
      </form>
      <Segments
        label={copy.tabsLabel}
        value={tab}
        onChange={(value) => setAt({ tab: value })}
        options={tabs.map((value) => ({ value, label: copy.tabs[value] }))}
      />
      {tab === 'budgets' ? <BudgetsTab year={year} /> : null}
      {tab === 'fees' ? <FeesTab year={year} /> : null}
      {tab === 'months' || tab === 'prepayments' ? <Months year={year} tab={tab} /> : null}
    </Page>
  );
}

function Months({ year, tab }: { readonly year: string; readonly tab: 'months' | 'prepayments' }) {
  const trpc = useTRPC();
  const months = useQuery(trpc.month.list.queryOptions({ year }));
  return (
    <Section title={tab === 'months' ? copy.months.title : copy.months.prepaymentsTitle}>
      <RefusalList error={months.error} />
      {months.data ? null : <p role="status">{months.error ? null : shell.loading}</p>}
      {months.data && tab === 'months' ? <MonthsTable rows={months.data} /> : null}
      {months.data && tab === 'prepayments' ? <PrepaymentsTable rows={months.data} /> : null}
    </Section>
  );
}
