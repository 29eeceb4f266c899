'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { imports as copy } from '@/app/_copy/imports';
import { labelOf, reviewKinds } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Page } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { rowsWhere } from './summary';

const defaults = { page: '1' };
const pageSize = 20;
const busyMs = 2000;

/** The files that were uploaded to be looked at, each with how far it is. */
export default function ImportsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const page = Math.max(1, Number(filters.page) || 1);
  const list = useQuery(
    trpc.importReview.list.queryOptions(
      { page, pageSize },
      { placeholderData: keepPreviousData, refetchInterval: ({ state }) => (state.data?.rows.some(({ status }) => status === 'reading' || status === 'applying') ? busyMs : false) },
    ),
  );
  const { columns } = copy.list;
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <>
          {can('visit:import') ? (
            <Link href="/visits/import">
              <Button>{copy.visits}</Button>
            </Link>
          ) : null}
          <Link href="/imports/new">
            <Button type="primary">{copy.upload}</Button>
          </Link>
        </>
      }
    >
      <DataTable
        rowKey="id"
        label={copy.list.label}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.list.empty}
        columns={[
          { title: columns.startedAt, key: 'startedAt', ...nowrap, render: (_, row) => formatInstant(row.startedAt) },
          { title: columns.file, key: 'file', render: (_, row) => <Link href={`/imports/review?id=${row.id}`}>{row.fileName}</Link> },
          { title: columns.kind, key: 'kind', render: (_, row) => labelOf(reviewKinds, row.kind) },
          { title: columns.by, dataIndex: 'startedByName' },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="review" value={row.status} /> },
          { title: columns.rows, dataIndex: 'rowsRead', align: 'right' },
          { title: columns.open, key: 'open', align: 'right', render: (_, row) => rowsWhere(row.summary, ({ isOpen }) => isOpen) },
          { title: columns.done, key: 'done', align: 'right', render: (_, row) => rowsWhere(row.summary, ({ result }) => result === 'done') },
          { title: columns.rest, key: 'rest', align: 'right', render: (_, row) => rowsWhere(row.summary, ({ class: rowClass, result }) => rowClass === 'rejected' || rowClass === 'elsewhere' || result === 'refused') },
        ]}
      />
    </Page>
  );
}
