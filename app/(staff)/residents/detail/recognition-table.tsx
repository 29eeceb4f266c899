'use client';

import { recognition as copy } from '@/app/_copy/recognition';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';

type Held = RouterOutputs['resident']['get']['recognitions'][number];

/** What a resident is, was or wants to be recognized for. */
export function RecognitionTable({ recognitions }: { readonly recognitions: readonly Held[] }) {
  const { columns } = copy.resident;
  if (recognitions.length === 0) return <p>{copy.resident.none}</p>;
  return (
    <Table
      rowKey="id"
      rows={recognitions}
      columns={[
        { title: columns.number, key: 'number', render: (_, row) => <Link href={`/recognitions/detail?id=${row.id}`}>{row.number}</Link> },
        { title: columns.disease, dataIndex: 'diseaseName' },
        { title: columns.standing, key: 'standing', render: (_, row) => <StatusTag kind="recognition" value={row.standing} /> },
        { title: columns.validity, key: 'validity', render: (_, row) => (row.validFrom === null || row.validTo === null ? copy.list.none : copy.list.validity(row.validFrom, row.validTo)) },
        { title: columns.institution, key: 'institution', render: (_, row) => row.institutionName ?? copy.list.takenOver },
      ]}
    />
  );
}
