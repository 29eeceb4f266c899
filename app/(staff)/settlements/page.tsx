'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settlementMethods, settlementStatuses } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { settleableMethods } from '@/server/domain/settlement/statement';
import { settlementStatuses as statuses } from '@/server/domain/settlement/course';
import { useScopes } from '@/app/_ui/use-self';
import { YearChoice, useLastYear } from '@/app/_ui/year-choice';
import { ComputeDialog } from './compute-dialog';
import { SettlementTable } from './settlement-table';
import styles from './settlements.module.css';

const noFilter = { year: '', method: '', status: '', version: '' };

/** Every settlement of the region, by year, method and version. */
export default function SettlementsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [isComputing, setComputing] = useState(false);
  const list = useQuery(
    trpc.settlement.list.queryOptions({
      year: /^(19|20)\d{2}$/.test(filters.year) ? filters.year : undefined,
      method: settleableMethods.find((method) => method === filters.method),
      status: statuses.find((status) => status === filters.status),
      newestOnly: filters.version === 'newest',
    }),
  );
  const lastYear = useLastYear();
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        can('settlement:compute') ? (
          <Button type="primary" onClick={() => setComputing(true)}>
            {copy.list.compute}
          </Button>
        ) : null
      }
    >
      <form className={styles.filter} role="search" aria-label={copy.list.filter} onSubmit={(event) => event.preventDefault()}>
        <YearChoice label={copy.list.year} value={filters.year} anyYear={copy.list.anyYear} onChange={(year) => setFilters({ year })} />
        <Choice
          label={copy.list.method}
          value={filters.method}
          onChange={(method) => setFilters({ method })}
          options={[['', copy.list.anyMethod], ...settleableMethods.map((method) => [method, settlementMethods[method]] as const)]}
        />
        <Choice
          label={copy.list.status}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
          options={[['', copy.list.anyStatus], ...statuses.map((status) => [status, settlementStatuses[status]] as const)]}
        />
        <Choice label={copy.list.versions} value={filters.version} onChange={(version) => setFilters({ version })} options={[['', copy.list.anyVersion], ['newest', copy.list.newestOnly]]} />
      </form>
      <RefusalList error={list.error} />
      {list.data ? <SettlementTable rows={list.data} /> : list.error ? null : <p role="status">{shell.loading}</p>}
      {isComputing ? <ComputeDialog lastYear={lastYear} onEnd={() => setComputing(false)} /> : null}
    </Page>
  );
}
