'use client';

import { useQuery } from '@tanstack/react-query';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { type Filters, type OnFilters, type Tab, noFilter, tabOf, tabs } from './filters';
import { FollowUps } from './follow-ups';
import { Unserved } from './unserved';

/** What is to be given to residents by their packages: tabs with counts, each row recorded in place. */
export default function FulfilmentPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const mine = filters.whose === 'mine';
  const counts = useQuery(trpc.fulfilment.counts.queryOptions({ mine }));
  const tab = tabOf(filters);
  const numbers = counts.data && { ...counts.data.tabs, unserved: counts.data.unserved };
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        <>
          {tab === 'unserved' ? null : <ExportButton name="follow-ups" query={{ tab, mine: String(mine), planCode: filters.plan || null }} />}
          <Link href="/fulfilment/renewals">
            <Button>{copy.list.renewals}</Button>
          </Link>
          {can('service:record') ? (
            <Link href="/fulfilment/batch">
              <Button type="primary">{copy.list.batch}</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <Segments
        label={copy.list.tabsLabel}
        value={tab}
        onChange={(value) => setFilters({ tab: value, row: '' })}
        options={tabs.map((value) => ({ value, label: copy.list.tab(copy.list.tabs[value], numbers?.[value]) }))}
      />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
        {counts.data?.hasTeam === false ? null : (
          <Choice label={copy.list.whose} value={filters.whose} onChange={(whose) => setFilters({ whose, row: '' })} options={[['mine', copy.list.mine], ['all', copy.list.all]]} />
        )}
        {tab === 'unserved' ? null : <Plans tab={tab} filters={filters} onChange={setFilters} plans={counts.data?.plans ?? []} />}
      </div>
      {tab === 'unserved' ? <Unserved filters={filters} onChange={setFilters} /> : <FollowUps tab={tab} filters={filters} onChange={setFilters} />}
    </Page>
  );
}

interface PlansProps {
  readonly tab: Exclude<Tab, 'unserved'>;
  readonly filters: Filters;
  readonly onChange: OnFilters;
  readonly plans: readonly { readonly code: string; readonly name: string; readonly tabs: Readonly<Record<Exclude<Tab, 'unserved'>, number>> }[];
}

function Plans({ tab, filters, onChange, plans }: PlansProps) {
  return (
    <Choice
      label={copy.list.plan}
      value={filters.plan}
      onChange={(plan) => onChange({ plan, row: '' })}
      options={[['', copy.list.anyPlan], ...plans.map((plan) => [plan.code, copy.list.planOption(plan.name, plan.tabs[tab])] as const)]}
    />
  );
}
