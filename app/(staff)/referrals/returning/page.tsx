'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { carePlan } from '@/app/_copy/care-plan';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { type ReturningTab, hospitalTabs, homeTabs } from '@/server/domain/care-plan/worklists';
import { type Filters, noFilter, type OnFilters, pageSize, sideOf, tabOf } from './filters';
import { keyOf, returningColumns, type ReturningItem } from './returning-columns';
import { ReturningPanel } from './returning-panel';

const copy = carePlan.returning;

/** Who comes back from hospital, and what is to be done for them: tabs with counts, each row worked on in place. */
export default function ReturningPage() {
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const side = sideOf(filters, can('referral:receive'));
  const tab = tabOf(filters, side);
  const counts = useQuery(useTRPC().care.counts.queryOptions({ mine: filters.whose === 'mine' }, { refetchInterval: 60_000 }));
  const { plans, bedDaysFreed, readmissions } = counts.data?.month ?? { plans: 0, bedDaysFreed: 0, readmissions: 0 };
  const tabs: readonly ReturningTab[] = side === 'home' ? homeTabs : hospitalTabs;
  return (
    <Page title={copy.title} description={copy.description}>
      <Segments
        label={copy.sidesLabel}
        value={side}
        onChange={(value) => setFilters({ side: value, tab: '', row: '' })}
        options={[{ value: 'home', label: copy.sides.home }, { value: 'hospital', label: copy.sides.hospital }]}
      />
      <Segments
        label={copy.tabsLabel}
        value={tab}
        onChange={(value) => setFilters({ tab: value, row: '' })}
        options={tabs.map((value) => ({ value, label: copy.tab(copy.tabs[value], counts.data?.tabs[value]) }))}
      />
      <RefusalList error={counts.error} />
      {counts.data ? <p>{copy.month(plans, bedDaysFreed, readmissions)}</p> : null}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
        {side === 'home' && counts.data?.hasTeam ? (
          <Choice label={copy.whose} value={filters.whose} onChange={(whose) => setFilters({ whose, row: '' })} options={[['mine', copy.mine], ['all', copy.all]]} />
        ) : null}
        <Search key={filters.text} text={filters.text} onSearch={(text) => setFilters({ text, row: '' })} />
      </div>
      <p>{copy.hints[tab]}</p>
      <Rows tab={tab} filters={filters} onChange={setFilters} />
    </Page>
  );
}

function Search({ text, onSearch }: { readonly text: string; readonly onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form role="search" onSubmit={submit} style={{ display: 'flex', gap: 8, alignItems: 'end' }}>
      <label htmlFor="returning-search" style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
        {copy.search}
        <Input id="returning-search" value={typed} maxLength={50} autoComplete="off" style={{ width: 220 }} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <Button htmlType="submit">{copy.find}</Button>
    </form>
  );
}

function Rows({ tab, filters, onChange }: { readonly tab: ReturningTab; readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const page = Number(filters.page) || 1;
  const list = useQuery(trpc.care.returning.queryOptions({ tab, mine: filters.whose === 'mine', text: filters.text || null, page, pageSize }, { placeholderData: keepPreviousData }));
  const open = list.data?.rows.find((row) => keyOf(row) === filters.row) ?? null;
  return (
    <>
      {open ? <ReturningPanel key={filters.row} tab={tab} item={open} onClose={() => onChange({ row: '', page: filters.page })} /> : null}
      <DataTable<ReturningItem>
        rowKey={keyOf}
        label={copy.tabs[tab]}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => onChange({ page: String(next) })}
        emptyText={copy.empty[tab]}
        columns={returningColumns(tab, (item) => onChange({ row: keyOf(item), page: filters.page }))}
      />
    </>
  );
}
