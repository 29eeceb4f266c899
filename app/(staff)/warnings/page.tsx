'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findingStatuses as stateNames } from '@/app/_copy/labels';
import { warningKinds as kindNames, warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { useWalk } from '@/app/_ui/use-walk';
import { findingStates } from '@/server/domain/warning/finding';
import { warningKinds } from '@/server/domain/warning/warning';
import { type Filters, type OnFilters, listInput, noFilter, pageOf, pageSize } from './filters';
import { FindingFilters } from './finding-filters';
import { FindingPanel } from './finding-panel';
import { FindingTable } from './finding-table';
import { LastScan } from './last-scan';
import { ScanDialog } from './scan-dialog';

type List = RouterOutputs['warning']['list'];

/** What the scans found worth a look, to be dismissed or confirmed one after another. */
export default function WarningsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [scanning, setScanning] = useState(false);
  const list = useQuery(trpc.warning.list.queryOptions(listInput(filters), { placeholderData: keepPreviousData }));
  const page = pageOf(filters);
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const go = (row: string, at: number) => setFilters({ row, page: String(at) });
  const steps = useWalk({ keys: rows.map((row) => row.id), at: filters.row, page, pages: Math.ceil(total / pageSize), onGo: go });
  const open = filters.row === '' ? undefined : rows[steps.index];
  const scan = (
    <Button type="primary" onClick={() => setScanning(true)}>
      {copy.scan.button}
    </Button>
  );
  return (
    <Page title={copy.title} description={copy.description} actions={can('warning:work') ? scan : null}>
      <LastScan />
      {list.data ? <Kinds list={list.data} filters={filters} onChange={setFilters} /> : null}
      <FindingFilters filters={filters} onChange={setFilters} />
      {open ? (
        <FindingPanel
          key={open.id}
          id={open.id}
          place={copy.detail.place((page - 1) * pageSize + steps.index + 1, total)}
          steps={steps}
          onClose={() => setFilters({ row: '', page: String(page) })}
          // With a state chosen, a finding that was decided leaves the list, and the next one takes its place.
          onDone={() => (filters.state === '' ? steps.next?.() : go(rows[steps.index + 1]?.id ?? 'last', page))}
        />
      ) : null}
      <FindingTable list={list} filters={filters} onOpen={(id) => go(id, page)} onPage={(at) => setFilters({ page: String(at), row: '' })} />
      {scanning ? <ScanDialog onClose={() => setScanning(false)} /> : null}
    </Page>
  );
}

/** Kinds and states as tabs, each with how many there are. */
function Kinds({ list, filters, onChange }: { readonly list: List; readonly filters: Filters; readonly onChange: OnFilters }) {
  const tab = (name: string, count: number) => `${name} ${copy.count(count)}`;
  const all = Object.values(list.kinds).reduce((sum, count) => sum + count, 0);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <Segments
        label={copy.kinds.label}
        value={filters.kind}
        onChange={(value) => onChange({ kind: value, row: '' })}
        options={[{ value: '', label: tab(copy.kinds.all, all) }, ...warningKinds.map((kind) => ({ value: kind, label: tab(kindNames[kind], list.kinds[kind]) }))]}
      />
      <Segments
        label={copy.filters.state}
        value={filters.state}
        onChange={(value) => onChange({ state: value, row: '' })}
        options={[{ value: '', label: copy.filters.all }, ...findingStates.map((state) => ({ value: state, label: tab(stateNames[state], list.states[state]) }))]}
      />
    </div>
  );
}
