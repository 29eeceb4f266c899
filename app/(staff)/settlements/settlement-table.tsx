'use client';

import { labelOf, pools, settlementMethods } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { tabHref } from './detail/section-nav';

type Row = RouterOutputs['settlement']['list'][number];

export function SettlementTable({ rows }: { readonly rows: readonly Row[] }) {
  const { columns } = copy.list;
  return (
    <ScrollArea label={copy.list.label}>
      <Table<Row>
        rowKey="id"
        rows={rows}
        emptyText={copy.list.empty}
        columns={[
          { title: columns.year, key: 'year', dataIndex: 'year' },
          { title: columns.method, key: 'method', render: (_, row) => <Link href={`/settlements/detail?id=${encodeURIComponent(row.id)}`}>{labelOf(settlementMethods, row.method)}</Link> },
          { title: columns.version, key: 'version', render: (_, row) => <Version row={row} /> },
          { title: columns.pools, key: 'pools', render: (_, row) => row.pools.map((pool) => labelOf(pools, pool)).join('、') },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="settlement" value={row.status} /> },
          { title: columns.entitlement, key: 'entitlement', align: 'right', render: (_, row) => <Money fen={row.entitlementFen} /> },
          { title: columns.final, key: 'final', align: 'right', render: (_, row) => <Money fen={row.finalFen} /> },
          { title: columns.computed, key: 'computed', render: (_, row) => copy.detail.by(row.computedByName, formatInstant(row.computedAt)) },
          { title: columns.objections, key: 'objections', render: (_, row) => formatDay(row.objectionsUntil) },
          { title: columns.openObjections, key: 'openObjections', align: 'right', render: (_, row) => <OpenObjections row={row} /> },
        ]}
      />
    </ScrollArea>
  );
}

/** A later version opens its differences from the one before it. */
function Version({ row }: { readonly row: Row }) {
  return (
    <>
      {copy.list.version(row.version)} {row.isSuperseded ? copy.list.superseded : null}{' '}
      {row.earlierId === null ? null : <Link href={`/settlements/compare?before=${encodeURIComponent(row.earlierId)}&after=${encodeURIComponent(row.id)}`}>{copy.list.compare}</Link>}
    </>
  );
}

function OpenObjections({ row }: { readonly row: Row }) {
  if (row.openObjections === 0) return copy.list.noneOpen;
  return <Link href={tabHref(row.id, 'objections')}>{row.openObjections}</Link>;
}
