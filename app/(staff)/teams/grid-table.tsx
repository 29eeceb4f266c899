'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { GridDialog } from './grid-dialog';
import styles from './teams.module.css';

type Overview = RouterOutputs['team']['overview'];
export type Cell = Overview['grid'][number];

/** The service grid with the one team that looks after each part. */
export function GridTable({ overview, text, mayManage }: { readonly overview: Overview; readonly text: string; readonly mayManage: boolean }) {
  const [edited, setEdited] = useState<Cell | 'new' | null>(null);
  const [removed, setRemoved] = useState<Cell | null>(null);
  const { columns } = copy.grid;
  const rows = overview.grid.filter((cell) => text.trim() === '' || [cell.code, cell.name, cell.teamName ?? '', ...cell.places].some((word) => word.includes(text.trim())));
  return (
    <>
      <p className={styles.note}>{copy.grid.description}</p>
      {mayManage ? (
        <div className={styles.acts}>
          <Button onClick={() => setEdited('new')}>{copy.grid.add}</Button>
        </div>
      ) : null}
      <ScrollArea label={copy.tabs.grid}>
        <Table<Cell>
          rowKey="code"
          rows={rows}
          emptyText={copy.grid.empty}
          columns={[
            { title: columns.code, dataIndex: 'code' },
            { title: columns.name, dataIndex: 'name' },
            { title: columns.places, key: 'places', render: (_, { places }) => places.join('、') || copy.none },
            { title: columns.institution, dataIndex: 'institutionName' },
            { title: columns.team, key: 'team', render: (_, { teamName }) => teamName ?? copy.grid.nobody },
            ...(mayManage ? [{ title: columns.act, key: 'act', render: (_: unknown, cell: Cell) => <Acts onEdit={() => setEdited(cell)} onRemove={() => setRemoved(cell)} name={cell.name} /> }] : []),
          ]}
        />
      </ScrollArea>
      {edited ? <GridDialog cell={edited === 'new' ? null : edited} overview={overview} onClose={() => setEdited(null)} /> : null}
      {removed ? <RemoveDialog cell={removed} onClose={() => setRemoved(null)} /> : null}
    </>
  );
}

function Acts({ name, onEdit, onRemove }: { readonly name: string; readonly onEdit: () => void; readonly onRemove: () => void }) {
  return (
    <div className={styles.acts}>
      <Button size="small" aria-label={`${copy.grid.edit}${name}`} onClick={onEdit}>
        {copy.grid.edit}
      </Button>
      <Button size="small" aria-label={`${copy.grid.remove}${name}`} onClick={onRemove}>
        {copy.grid.remove}
      </Button>
    </div>
  );
}

function RemoveDialog({ cell, onClose }: { readonly cell: Cell; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const remove = useMutation(
    trpc.team.removeGridCell.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.grid.removeTitle(cell.name)}
      text={copy.grid.removeText}
      confirm={copy.grid.removeConfirm}
      working={copy.saving}
      cancel={copy.cancel}
      mutation={remove}
      onConfirm={() => remove.mutate({ code: cell.code })}
      onClose={onClose}
    />
  );
}
