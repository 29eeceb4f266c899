'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import styles from './budgets.module.css';

type Row = RouterOutputs['month']['list'][number];

/** One row a month: what visits cost in it, its run, and the next thing to do with it. */
export function PrepaymentsTable({ rows }: { readonly rows: readonly Row[] }) {
  const [proposing, setProposing] = useState<string | null>(null);
  const { columns } = copy.months;
  return (
    <>
      <ScrollArea label={copy.months.prepaymentsTitle}>
        <Table<Row>
          rowKey="month"
          rows={rows}
          emptyText={copy.months.noPrepayments}
          columns={[
            { title: columns.month, key: 'month', ...nowrap, dataIndex: 'month' },
            { title: columns.status, key: 'status', ...nowrap, render: (_, row) => (row.status === 'closed' ? copy.months.closed : copy.months.open) },
            { title: columns.feeForService, key: 'fee', align: 'right', render: (_, row) => <Money fen={row.feeForServiceFen} /> },
            { title: columns.prepayment, key: 'prepayment', ...nowrap, render: (_, row) => <Prepayment row={row} /> },
            { title: columns.actions, key: 'actions', render: (_, row) => <Actions row={row} onPropose={() => setProposing(row.month)} /> },
          ]}
        />
      </ScrollArea>
      {proposing === null ? null : <ProposeDialog month={proposing} onEnd={() => setProposing(null)} />}
    </>
  );
}

function Prepayment({ row: { month, prepayment } }: { readonly row: Row }) {
  if (!prepayment) return copy.months.noRun;
  return (
    <span className={styles.inline}>
      <StatusTag kind="prepayment" value={prepayment.status} />
      <Link href={`/budgets/run?month=${month}`}>
        <Money fen={prepayment.totalFen} />
      </Link>
    </span>
  );
}

function Actions({ row, onPropose }: { readonly row: Row; readonly onPropose: () => void }) {
  const can = useScopes();
  const isLive = row.prepayment?.status === 'proposed' || row.prepayment?.status === 'posted';
  return (
    <span className={styles.inline}>
      {row.prepayment ? <Link href={`/budgets/run?month=${row.month}`}>{copy.months.run}</Link> : null}
      {!isLive && can('prepayment:propose') ? <Button onClick={onPropose}>{copy.months.propose}</Button> : null}
    </span>
  );
}

function ProposeDialog({ month, onEnd }: { readonly month: string; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const propose = useMutation(
    trpc.prepayment.propose.mutationOptions({
      onSuccess: async () => {
        onEnd();
        await queries.invalidateQueries(trpc.prepayment.pathFilter());
        await queries.invalidateQueries(trpc.month.pathFilter());
      },
    }),
  );
  return <ConfirmDialog text={copy.propose.text} confirm={copy.propose.confirm} working={copy.propose.working} cancel={copy.propose.cancel} title={copy.propose.title(month)} mutation={propose} onConfirm={() => propose.mutate({ month })} onClose={onEnd} />;
}
