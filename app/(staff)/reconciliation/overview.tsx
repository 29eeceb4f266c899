'use client';

import { useQuery } from '@tanstack/react-query';
import { reconciliation as copy } from '@/app/_copy/reconciliation';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { YearChoice } from '@/app/_ui/year-choice';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { ClassesTable } from './classes-table';
import { type Filters, type OnFilters, monthsOf } from './filters';
import { InstitutionsTable } from './institutions-table';
import { LedgerLines } from './ledger-lines';
import { MonthsTable } from './months-table';

/** Totals by month and institution with their classes, and the way from them to the books. */
export function Overview({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const { year, month } = filters;
  const months = useQuery(trpc.reconciliation.months.queryOptions({ year }));
  const overview = useQuery(trpc.reconciliation.overview.queryOptions(monthsOf(filters)));
  const open = (changes: Partial<Filters>) => onChange({ year, month, ...changes, tab: 'rows', status: '', row: '' });
  return (
    <>
      <form role="search" aria-label={copy.month} onSubmit={(event) => event.preventDefault()} style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
        <YearChoice label={copy.year} value={year} onChange={(chosen) => onChange({ year: chosen, month: '' })} />
        <Choice label={copy.month} value={month} onChange={(chosen) => onChange({ year, month: chosen })} options={[['', copy.allYear], ...monthsOfYear(year).map((each) => [each, each] as const)]} />
      </form>
      <Section title={copy.months.title}>
        <RefusalList error={months.error} />
        {months.data ? <MonthsTable rows={months.data} onMonth={(chosen) => onChange({ year, month: chosen })} /> : <p role="status">{months.error ? null : shell.loading}</p>}
      </Section>
      <RefusalList error={overview.error} />
      {overview.data ? (
        <>
          <Section title={copy.classes.title}>
            <ClassesTable total={overview.data.total} onClass={(name) => open({ class: name, institution: '' })} />
          </Section>
          <Section title={copy.institutions.title}>
            <InstitutionsTable overview={overview.data} onInstitution={(code) => open({ institution: code, class: '' })} />
          </Section>
          <Section title={copy.ledger.title}>
            <LedgerLines overview={overview.data} />
          </Section>
        </>
      ) : (
        <p role="status">{overview.error ? null : shell.loading}</p>
      )}
    </>
  );
}
