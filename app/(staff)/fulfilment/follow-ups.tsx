import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { labelOf, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { StatusTag } from '@/app/_ui/status-tag';
import { useScopes } from '@/app/_ui/use-self';
import { useWalk } from '@/app/_ui/use-walk';
import { type Filters, type OnFilters, type Tab, pageOf, pageSize } from './filters';
import { RecordPanel } from './record-panel';

interface FollowUpsProps {
  readonly tab: Exclude<Tab, 'unserved'>;
  readonly filters: Filters;
  readonly onChange: OnFilters;
}

/** One tab of the worklist: the open row above the list, J and K through it, and after recording on to the one that follows. */
export function FollowUps({ tab, filters, onChange }: FollowUpsProps) {
  const trpc = useTRPC();
  const can = useScopes();
  const page = pageOf(filters);
  const query = { tab, mine: filters.whose === 'mine', planCode: filters.plan || null, page, pageSize };
  const list = useQuery(trpc.fulfilment.followUps.queryOptions(query, { placeholderData: keepPreviousData }));
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const go = (row: string, at: number) => onChange({ row, page: String(at) });
  const steps = useWalk({ keys: rows.map(keyOf), at: filters.row, page, pages: Math.ceil(total / pageSize), onGo: go });
  const open = filters.row === '' ? undefined : rows[steps.index];
  const { columns } = copy.list;
  return (
    <>
      {open ? (
        <RecordPanel
          key={keyOf(open)}
          residentId={open.residentId}
          name={open.name}
          itemCode={open.itemCode}
          place={copy.panel.place((page - 1) * pageSize + steps.index + 1, total)}
          steps={steps}
          onClose={() => onChange({ row: '', page: String(page) })}
          // What was recorded leaves the list, and the next one takes its place.
          onDone={() => go(nextKey(rows.map(keyOf), steps.index), page)}
        />
      ) : null}
      <DataTable
        rowKey={keyOf}
        label={copy.list.tabs[tab]}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => onChange({ page: String(next), row: '' })}
        emptyText={copy.list.empty[tab]}
        columns={[
          { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => <Link href={`/residents/detail?id=${row.residentId}`}>{copy.list.person(row.name, labelOf(sexes, row.sex), row.age)}</Link> },
          { title: columns.item, key: 'item', dataIndex: 'itemName' },
          { title: columns.due, key: 'due', ...nowrap, dataIndex: 'dueOn' },
          { title: columns.left, key: 'left', ...nowrap, render: (_, row) => copy.list.left(row.daysLeft) },
          { title: columns.last, key: 'last', ...nowrap, render: (_, row) => (row.lastGivenDay === null ? copy.list.never : formatDay(row.lastGivenDay)) },
          { title: columns.team, key: 'team', dataIndex: 'teamName' },
          { title: columns.state, key: 'state', render: (_, row) => <StatusTag kind="followUp" value={row.state} /> },
          ...(can('service:record')
            ? [{ title: columns.act, key: 'act', render: (_: unknown, row: Row) => <Button aria-label={`${copy.list.open} ${row.name} ${row.itemName}`} onClick={() => go(keyOf(row), page)}>{copy.list.open}</Button> }]
            : []),
        ]}
      />
    </>
  );
}

type Row = { readonly contractId: string; readonly planCode: string; readonly opensOn: string; readonly name: string; readonly itemName: string };

function keyOf({ contractId, planCode, opensOn }: Pick<Row, 'contractId' | 'planCode' | 'opensOn'>): string {
  return `${contractId}~${planCode}~${opensOn}`;
}

/** The key of the row after one; the last of what is left where there is none. */
function nextKey(keys: readonly string[], index: number): string {
  return keys[index + 1] ?? (keys.length > 1 ? 'last' : '');
}
