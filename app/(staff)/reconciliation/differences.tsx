'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { differenceStatuses as statusNames } from '@/app/_copy/labels';
import { comparisonClasses as classNames, reconciliation as copy } from '@/app/_copy/reconciliation';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Section } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useWalk } from '@/app/_ui/use-walk';
import { useScopes } from '@/app/_ui/use-self';
import { comparisonClasses, openClasses } from '@/server/domain/reconciliation/comparison';
import { differenceStatuses } from '@/server/domain/reconciliation/mark';
import { DifferenceFilters } from './difference-filters';
import { DifferencePanel } from './difference-panel';
import { DifferenceTable, keyOf } from './difference-table';
import { type Filters, type OnFilters, listInput, pageOf, pageSize } from './filters';
import { MarkForm } from './mark-form';

type List = RouterOutputs['reconciliation']['list'];

/** The differences of some months, to be worked through one after another or many at once. */
export function Differences({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const can = useScopes();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const list = useQuery(trpc.reconciliation.list.queryOptions(listInput(filters), { placeholderData: keepPreviousData }));
  const page = pageOf(filters);
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const go = (row: string, at: number) => onChange({ row, page: String(at) });
  const steps = useWalk({ keys: rows.map(keyOf), at: filters.row, page, pages: Math.ceil(total / pageSize), onGo: go });
  const open = filters.row === '' ? undefined : rows[steps.index];
  const chosen = rows.filter((row) => picked.includes(keyOf(row)));
  const working = can('reconciliation:work');
  return (
    <>
      <DifferenceFilters filters={filters} onChange={onChange} />
      {list.data ? <Counts list={list.data} filters={filters} onChange={onChange} /> : null}
      {open ? (
        <DifferencePanel
          key={keyOf(open)}
          row={open}
          place={copy.detail.place((page - 1) * pageSize + steps.index + 1, total)}
          steps={steps}
          onClose={() => onChange({ row: '', page: String(page) })}
          // With a status chosen, a row that was marked leaves the list, and the next one takes its place.
          onDone={() => (filters.status === '' ? steps.next?.() : go(steps.index + 1 < rows.length ? keyOf(rows[steps.index + 1] ?? open) : 'last', page))}
        />
      ) : null}
      {working && chosen.length > 0 ? (
        <Section title={copy.act.bulk}>
          <p>{copy.list.picked(chosen.length)}</p>
          <MarkForm rows={chosen} onDone={() => setPicked([])} />
        </Section>
      ) : null}
      <DifferenceTable list={list} filters={filters} picked={working ? picked : null} onPick={setPicked} onOpen={(row) => go(row, page)} onPage={(at) => onChange({ page: String(at), row: '' })} />
    </>
  );
}

/** Classes and statuses as tabs, each with how many there are. */
function Counts({ list, filters, onChange }: { readonly list: List; readonly filters: Filters; readonly onChange: OnFilters }) {
  const { year, month } = filters;
  const all = openClasses.reduce((count, name) => count + list.classes[name], 0);
  const tab = (name: string, count: number) => `${name} ${copy.count(count)}`;
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <Segments
        label={copy.filters.class}
        value={filters.class}
        onChange={(value) => onChange({ year, month, class: value, row: '' })}
        options={[{ value: '', label: tab(copy.filters.allDifferences, all) }, ...comparisonClasses.map((name) => ({ value: name, label: tab(classNames[name], list.classes[name]) }))]}
      />
      <Segments
        label={copy.filters.status}
        value={filters.status}
        onChange={(value) => onChange({ year, month, status: value, row: '' })}
        options={[{ value: '', label: copy.filters.all }, ...differenceStatuses.map((name) => ({ value: name, label: tab(statusNames[name], list.statuses[name]) }))]}
      />
    </div>
  );
}
