import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { labelOf, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { nowrap } from '@/app/_ui/nowrap';
import { useScopes } from '@/app/_ui/use-self';
import { useWalk } from '@/app/_ui/use-walk';
import { type Filters, type OnFilters, pageOf, pageSize } from './filters';
import { RecordPanel } from './record-panel';

/** 签而不约: who is signed and was never given anything. */
export function Unserved({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const can = useScopes();
  const page = pageOf(filters);
  const list = useQuery(trpc.fulfilment.unserved.queryOptions({ mine: filters.whose === 'mine', page, pageSize }, { placeholderData: keepPreviousData }));
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const keys = rows.map(({ contractId }) => contractId);
  const go = (row: string, at: number) => onChange({ row, page: String(at) });
  const steps = useWalk({ keys, at: filters.row, page, pages: Math.ceil(total / pageSize), onGo: go });
  const open = filters.row === '' ? undefined : rows[steps.index];
  const { columns } = copy.list;
  return (
    <>
      {list.data ? <p>{copy.list.unservedText(list.data.months)}</p> : null}
      {open ? (
        <RecordPanel
          key={open.contractId}
          residentId={open.residentId}
          name={open.name}
          itemCode={null}
          place={copy.panel.place((page - 1) * pageSize + steps.index + 1, total)}
          steps={steps}
          onClose={() => onChange({ row: '', page: String(page) })}
          onDone={() => go(keys[steps.index + 1] ?? (keys.length > 1 ? 'last' : ''), page)}
        />
      ) : null}
      <DataTable
        rowKey="contractId"
        label={copy.list.tabs.unserved}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => onChange({ page: String(next), row: '' })}
        emptyText={copy.list.empty.unserved}
        columns={[
          { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => <Link href={`/residents/detail?id=${row.residentId}`}>{copy.list.person(row.name, labelOf(sexes, row.sex), row.age)}</Link> },
          { title: columns.days, key: 'days', ...nowrap, dataIndex: 'daysSigned' },
          { title: columns.signed, key: 'signed', ...nowrap, render: (_, row) => copy.list.term(row.startDay, row.endDay) },
          { title: columns.contract, key: 'contract', ...nowrap, render: (_, row) => <Link href={`/contracts/detail?id=${row.contractId}`}>{row.contractNumber}</Link> },
          { title: columns.team, key: 'team', dataIndex: 'teamName' },
          ...(can('service:record')
            ? [{ title: columns.act, key: 'act', render: (_: unknown, row: { readonly contractId: string; readonly name: string }) => <Button aria-label={`${copy.list.open} ${row.name}`} onClick={() => go(row.contractId, page)}>{copy.list.open}</Button> }]
            : []),
        ]}
      />
    </>
  );
}
