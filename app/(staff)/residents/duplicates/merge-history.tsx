'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { sentenceOf } from '@/app/_copy/refusals';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { useScopes } from '@/app/_ui/use-self';
import styles from './duplicates.module.css';
import { PersonCell } from './pair-table';

type Merge = RouterOutputs['duplicate']['merges']['rows'][number];

interface MergeHistoryProps {
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
}

/** What was merged, the newest first, and what can still be parted. */
export function MergeHistory({ page, pageSize, onPage }: MergeHistoryProps) {
  const trpc = useTRPC();
  const [undoing, setUndoing] = useState<Merge | null>(null);
  const list = useQuery(trpc.duplicate.merges.queryOptions({ page, pageSize }));
  const { columns } = copy.history;
  const rowsOf = (merge: Merge) => Object.values(merge.moved).reduce((sum, rows) => sum + rows, 0);
  return (
    <>
      <DataTable<Merge>
        rowKey="id"
        label={copy.tabs.history}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={onPage}
        columns={[
          {
            title: columns.survivor,
            key: 'survivor',
            render: (_, row) => (
              <Link href={`/residents/detail?id=${row.survivor.id}`}>
                <PersonCell person={row.survivor} />
              </Link>
            ),
          },
          { title: columns.merged, key: 'merged', render: (_, row) => <PersonCell person={row.merged} /> },
          { title: columns.reason, dataIndex: 'reason' },
          { title: columns.moved, key: 'moved', render: (_, row) => copy.history.moved(rowsOf(row)) },
          { title: columns.at, key: 'at', render: (_, row) => copy.decidedBy(row.mergedByName, formatInstant(row.mergedAt)) },
          { title: columns.act, key: 'act', render: (_, row) => <UndoCell merge={row} onUndo={() => setUndoing(row)} /> },
        ]}
      />
      {undoing ? <UndoDialog merge={undoing} onClose={() => setUndoing(null)} /> : null}
    </>
  );
}

function UndoCell({ merge, onUndo }: { readonly merge: Merge; readonly onUndo: () => void }) {
  const can = useScopes();
  if (merge.undoneAt !== null) return <>{copy.history.undone(merge.undoneByName ?? '', formatInstant(merge.undoneAt))}</>;
  if (merge.whyNotUndo.length > 0) {
    return (
      <span className={styles.meta}>
        {copy.history.whyNot}：{merge.whyNotUndo.map(sentenceOf).join('')}
      </span>
    );
  }
  return can('resident:merge') ? <Button onClick={onUndo}>{copy.history.undo}</Button> : null;
}

function UndoDialog({ merge, onClose }: { readonly merge: Merge; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const undo = useMutation(
    trpc.duplicate.undo.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.duplicate.pathKey() });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.history.undo}
      text={copy.history.undoText}
      confirm={copy.history.undo}
      working={copy.history.working}
      cancel={copy.history.cancel}
      mutation={undo}
      onConfirm={() => undo.mutate({ mergeId: merge.id, reason })}
      onClose={onClose}
    >
      <Form.Item label={copy.history.undoReason} htmlFor="undo-reason" layout="vertical" required>
        <Input.TextArea id="undo-reason" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
    </ConfirmDialog>
  );
}
