import { labelOf, pools } from '@/app/_copy/labels';
import { warningKinds as kindNames, warning as copy } from '@/app/_copy/warning';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { Money } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { StatusTag } from '@/app/_ui/status-tag';
import { factsText } from './facts-text';
import { type Filters, pageOf, pageSize } from './filters';

type List = RouterOutputs['warning']['list'];
type Row = List['rows'][number];

interface FindingTableProps {
  readonly list: { readonly data: List | undefined; readonly error: unknown; readonly isPending: boolean; readonly isFetching: boolean; readonly refetch: () => unknown };
  readonly filters: Filters;
  readonly onOpen: (id: string) => void;
  readonly onPage: (page: number) => void;
}

export function FindingTable({ list, filters, onOpen, onPage }: FindingTableProps) {
  const { columns } = copy;
  return (
    <DataTable
      rowKey="id"
      label={copy.title}
      query={list}
      page={pageOf(filters)}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: columns.kind, key: 'kind', ...nowrap, render: (_, row) => kindNames[row.kind] },
        { title: columns.month, key: 'month', ...nowrap, dataIndex: 'month' },
        { title: columns.who, key: 'who', render: (_, row) => row.residentName ?? labelOf(pools, row.pool) },
        { title: columns.where, key: 'where', render: (_, row) => row.institutionName ?? '' },
        { title: columns.what, key: 'what', render: (_, row) => factsText(row) },
        { title: columns.amount, key: 'amount', align: 'right', render: (_, row) => <Money fen={row.amountFen === 0 ? null : row.amountFen} /> },
        { title: columns.state, key: 'state', render: (_, row) => <StatusTag kind="finding" value={stateOf(row)} /> },
        {
          title: copy.open,
          key: 'open',
          render: (_, row) => (
            <Button type="link" size="small" aria-expanded={row.id === filters.row} onClick={() => onOpen(row.id)}>
              {copy.open}
            </Button>
          ),
        },
      ]}
    />
  );
}

export function stateOf({ status, vanishedAt }: Pick<Row, 'status' | 'vanishedAt'>) {
  return vanishedAt === null ? status : 'vanished';
}
