'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { assessment as copy } from '@/app/_copy/assessment';
import { assessedKinds } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { formatInstant } from '@/app/_ui/moment';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import styles from './assessments.module.css';
import { EntryDialog } from './entry-dialog';

export type AssessmentRow = RouterOutputs['assessment']['list']['rows'][number];

interface AssessmentTableProps {
  readonly year: string;
  readonly rows: readonly AssessmentRow[];
  /** Scores can still change. */
  readonly isOpen: boolean;
}

/** Who scored what, and the one thing that comes next for whoever looks. */
export function AssessmentTable({ year, rows, isOpen }: AssessmentTableProps) {
  const [editing, setEditing] = useState<AssessmentRow | null>(null);
  const [approving, setApproving] = useState<AssessmentRow | null>(null);
  const { columns, none } = copy;
  return (
    <>
      <ScrollArea label={copy.label}>
        <Table<AssessmentRow>
          rowKey={({ kind, code }) => `${kind}/${code}`}
          rows={rows}
          size="small"
          pageSize={50}
          emptyText={copy.empty}
          columns={[
            { title: columns.name, key: 'name', dataIndex: 'name' },
            { title: columns.kind, key: 'kind', render: (_, row) => assessedKinds[row.kind] },
            { title: columns.score, key: 'score', align: 'right', render: (_, row) => row.entry?.score ?? none },
            { title: columns.note, key: 'note', className: styles.note ?? '', render: (_, row) => row.entry?.note ?? none },
            { title: columns.state, key: 'state', render: (_, row) => (row.entry === null ? copy.missing : <StatusTag kind="assessment" value={row.entry.status} />) },
            { title: columns.entered, key: 'entered', render: (_, row) => (row.entry === null ? none : copy.by(row.entry.enteredByName, formatInstant(row.entry.enteredAt))) },
            {
              title: columns.approved,
              key: 'approved',
              render: (_, row) => (row.entry === null || row.entry.approvedByName === null ? none : copy.by(row.entry.approvedByName, formatInstant(row.entry.approvedAt))),
            },
            { title: columns.act, key: 'act', render: (_, row) => (isOpen ? <Act row={row} onEdit={() => setEditing(row)} onApprove={() => setApproving(row)} /> : none) },
          ]}
        />
      </ScrollArea>
      {editing === null ? null : <EntryDialog year={year} row={editing} onEnd={() => setEditing(null)} />}
      {approving === null ? null : <ApproveDialog year={year} row={approving} onEnd={() => setApproving(null)} />}
    </>
  );
}

interface ActProps {
  readonly row: AssessmentRow;
  readonly onEdit: () => void;
  readonly onApprove: () => void;
}

function Act({ row, onEdit, onApprove }: ActProps) {
  const can = useScopes();
  if (can('assessment:enter')) {
    const isNew = row.entry === null;
    return (
      <Button size="small" aria-label={isNew ? copy.enterNamed(row.name) : copy.changeNamed(row.name)} onClick={onEdit}>
        {isNew ? copy.enter : copy.change}
      </Button>
    );
  }
  if (!can('assessment:approve') || row.entry?.status !== 'proposed') return copy.none;
  if (row.entry.enteredByMe) return <span className={styles.own}>{copy.own}</span>;
  return (
    <Button size="small" type="primary" aria-label={copy.approveNamed(row.name)} onClick={onApprove}>
      {copy.approve}
    </Button>
  );
}

function ApproveDialog({ year, row, onEnd }: { readonly year: string; readonly row: AssessmentRow; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const approve = useMutation(
    trpc.assessment.approve.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.assessment.pathFilter());
        onEnd();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.approveNamed(row.name)}
      text={copy.approveText(row.name, row.entry?.score ?? '')}
      confirm={copy.approve}
      working={copy.dialog.working}
      cancel={copy.dialog.cancel}
      mutation={approve}
      onConfirm={() => approve.mutate({ year, kind: row.kind, code: row.code })}
      onClose={onEnd}
    />
  );
}
