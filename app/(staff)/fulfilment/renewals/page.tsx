'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fulfilment } from '@/app/_copy/fulfilment';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { CallPanel } from './call-panel';
import { ReminderReport } from './reminder-report';
import { RenewalTable } from './renewal-table';

const copy = fulfilment.renewals;
const defaults = { days: '60', whose: 'mine', page: '1', row: '' };
const pageSize = 20;

/** Contracts that end soon and that nobody has renewed: reminders for many, calls one by one, and the way to the renewal. */
export default function RenewalsPage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const page = Math.max(1, Number(filters.page) || 1);
  const query = { withinDays: Math.min(366, Math.max(0, Number(filters.days) || 60)), mine: filters.whose === 'mine', page, pageSize };
  const list = useQuery(trpc.fulfilment.renewals.queryOptions(query, { placeholderData: keepPreviousData }));
  const rows = list.data?.rows ?? [];
  const open = rows.find(({ contractId }) => contractId === filters.row);
  const remind = useMutation(
    trpc.fulfilment.remind.mutationOptions({
      onSuccess: async () => {
        setChosen([]);
        await queries.invalidateQueries(trpc.fulfilment.renewals.pathFilter());
      },
    }),
  );
  const toggle = (contractId: string) => setChosen(chosen.includes(contractId) ? chosen.filter((id) => id !== contractId) : [...chosen, contractId]);
  const move = (changes: Partial<typeof defaults>) => {
    setChosen([]);
    setFilters(changes);
  };
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <Link href="/fulfilment">
          <Button>{copy.back}</Button>
        </Link>
      }
    >
      <Segments
        label={copy.tabsLabel}
        value={filters.days}
        onChange={(value) => move({ days: value, row: '' })}
        options={(list.data?.cuts ?? []).map(({ withinDays, total }) => ({ value: String(withinDays), label: copy.tab(withinDays, total) }))}
      />
      <Choice label={fulfilment.list.whose} value={filters.whose} onChange={(whose) => move({ whose, row: '' })} options={[['mine', fulfilment.list.mine], ['all', fulfilment.list.all]]} />
      {open ? <CallPanel key={open.contractId} contractId={open.contractId} name={open.name} onClose={() => setFilters({ row: '', page: filters.page })} /> : null}
      {can('contract:sign') ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <Button onClick={() => setChosen(rows.map(({ contractId }) => contractId))}>{copy.selectAll}</Button>
          <Button type="primary" disabled={chosen.length === 0 || remind.isPending} onClick={() => remind.mutate({ contractIds: [...chosen] })}>
            {remind.isPending ? copy.reminding : chosen.length === 0 ? copy.choose : copy.remind(chosen.length)}
          </Button>
        </div>
      ) : null}
      <RefusalList error={remind.error} />
      {remind.data ? <ReminderReport report={remind.data} names={new Map(rows.map(({ contractId, name }) => [contractId, name]))} /> : null}
      <RenewalTable list={list} page={page} pageSize={pageSize} chosen={chosen} onToggle={toggle} onPage={(next) => move({ page: String(next), row: '' })} onCall={(row) => setFilters({ row, page: filters.page })} />
    </Page>
  );
}
