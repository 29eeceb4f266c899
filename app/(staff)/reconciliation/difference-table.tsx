import { Checkbox } from 'antd';
import { comparisonClasses as classNames, reconciliation as copy } from '@/app/_copy/reconciliation';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { Money } from '@/app/_ui/money';
import { StatusTag } from '@/app/_ui/status-tag';
import { type Filters, pageOf, pageSize } from './filters';

type List = RouterOutputs['reconciliation']['list'];
export type DifferenceRow = List['rows'][number];

export function keyOf({ institutionCode, settlementId }: Pick<DifferenceRow, 'institutionCode' | 'settlementId'>): string {
  return `${institutionCode}/${settlementId}`;
}

interface DifferenceTableProps {
  readonly list: { readonly data: List | undefined; readonly error: unknown; readonly isPending: boolean; readonly isFetching: boolean; readonly refetch: () => unknown };
  readonly filters: Filters;
  /** Null for those who only read. */
  readonly picked: readonly string[] | null;
  readonly onPick: (keys: readonly string[]) => void;
  readonly onOpen: (key: string) => void;
  readonly onPage: (page: number) => void;
}

export function DifferenceTable({ list, filters, picked, onPick, onOpen, onPage }: DifferenceTableProps) {
  const { columns } = copy.list;
  const keys = (list.data?.rows ?? []).map(keyOf);
  const toggle = (key: string, on: boolean) => onPick([...(picked ?? []).filter((each) => each !== key), ...(on ? [key] : [])]);
  const pick = {
    title: <Checkbox aria-label={copy.list.pickAll} checked={keys.length > 0 && keys.every((key) => picked?.includes(key))} onChange={(event) => onPick(event.target.checked ? keys : [])} />,
    key: 'pick',
    render: (_: unknown, row: DifferenceRow) => (
      <Checkbox aria-label={copy.list.pick(row.residentName, row.settledAt.slice(0, 16))} checked={picked?.includes(keyOf(row)) ?? false} onChange={(event) => toggle(keyOf(row), event.target.checked)} />
    ),
  };
  return (
    <DataTable
      rowKey={keyOf}
      label={copy.list.caption}
      query={list}
      page={pageOf(filters)}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.list.empty}
      columns={[
        ...(picked === null ? [] : [pick]),
        { title: columns.settledAt, key: 'settledAt', render: (_, row) => row.settledAt.slice(0, 16) },
        { title: columns.resident, key: 'resident', dataIndex: 'residentName' },
        { title: columns.institution, key: 'institution', dataIndex: 'institutionName' },
        { title: columns.class, key: 'class', render: (_, row) => classNames[row.class] },
        { title: columns.reported, key: 'reported', align: 'right', render: (_, row) => <Money fen={row.reportedPoolFen} /> },
        { title: columns.ours, key: 'ours', align: 'right', render: (_, row) => <Money fen={row.payFen} /> },
        { title: columns.gap, key: 'gap', align: 'right', render: (_, row) => <Money fen={row.differenceFen} /> },
        { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="difference" value={row.status} /> },
        {
          title: columns.open,
          key: 'open',
          render: (_, row) => (
            <Button type="link" size="small" aria-expanded={keyOf(row) === filters.row} onClick={() => onOpen(keyOf(row))}>
              {copy.list.open}
            </Button>
          ),
        },
      ]}
    />
  );
}
