'use client';

import { reconciliation as copy } from '@/app/_copy/reconciliation';
import { ExportButton } from '@/app/_ui/export-button';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useYearAtWork } from '@/app/_ui/year-choice';
import { Differences } from './differences';
import { type Filters, exportQuery, noFilter } from './filters';
import { Overview } from './overview';

/** What hospitals reported beside what the policy gives: totals that tie, and the differences to work through. */
export default function ReconciliationPage() {
  const [filters, setFilters] = useUrlFilters(noFilter);
  const yearAtWork = useYearAtWork();
  const chosen: Filters = { ...filters, year: filters.month.slice(0, 4) || filters.year || yearAtWork };
  const rows = filters.tab === 'rows';
  return (
    <Page title={copy.title} description={copy.description} actions={<ExportButton name="reconciliation" query={exportQuery(chosen)} />}>
      <Segments
        label={copy.tabs.label}
        value={rows ? 'rows' : 'overview'}
        onChange={(value) => setFilters({ tab: value, row: '' })}
        options={[
          { value: 'overview', label: copy.tabs.overview },
          { value: 'rows', label: copy.tabs.rows },
        ]}
      />
      {rows ? <Differences filters={chosen} onChange={setFilters} /> : <Overview filters={chosen} onChange={setFilters} />}
    </Page>
  );
}
