import { useQuery } from '@tanstack/react-query';
import { importKinds, labelOf } from '@/app/_copy/labels';
import { visit as copy } from '@/app/_copy/visit';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';

interface RecentBatchesProps {
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly onOpen: (batchId: string) => void;
}

const pageSize = 10;

/** What was imported before, newest first. */
export function RecentBatches({ page, onPage, onOpen }: RecentBatchesProps) {
  const trpc = useTRPC();
  const list = useQuery(trpc.visit.batches.queryOptions({ page, pageSize }));
  const { columns, title, empty } = copy.import.recent;
  return (
    <Section title={title}>
      <DataTable
        rowKey="id"
        label={title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={onPage}
        emptyText={empty}
        columns={[
          { title: columns.startedAt, key: 'startedAt', render: (_, row) => formatInstant(row.startedAt) },
          {
            title: columns.fileName,
            key: 'fileName',
            render: (_, row) => (
              <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onOpen(row.id)}>
                {row.fileName}
              </Button>
            ),
          },
          { title: columns.kind, key: 'kind', render: (_, row) => labelOf(importKinds, row.kind) },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="import" value={row.status} /> },
          { title: columns.rows, dataIndex: 'rowsRead', align: 'right' },
          { title: columns.accepted, dataIndex: 'accepted', align: 'right' },
          { title: columns.alreadyHeld, dataIndex: 'alreadyHeld', align: 'right' },
          { title: columns.notTaken, key: 'notTaken', align: 'right', render: (_, row) => row.conflicting + row.rejected },
        ]}
      />
    </Section>
  );
}
