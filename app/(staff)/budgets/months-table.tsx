'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { Done } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { WhyNot } from '@/app/_ui/why-not';
import { useScopes } from '@/app/_ui/use-self';

type Row = RouterOutputs['month']['list'][number];

/** One row a month: what it counted and cost, what it makes good of earlier ones, and whether it can be closed. */
export function MonthsTable({ rows }: { readonly rows: readonly Row[] }) {
  const [closing, setClosing] = useState<string | null>(null);
  const [done, setDone] = useState('');
  const { columns } = copy.months;
  return (
    <>
      <Done said={done} />
      <ScrollArea label={copy.months.label}>
        <Table<Row>
          rowKey="month"
          rows={rows}
          emptyText={copy.months.empty}
          columns={[
            { title: columns.month, key: 'month', ...nowrap, render: (_, row) => <Month row={row} /> },
            { title: columns.status, key: 'status', ...nowrap, render: (_, row) => (row.closedAt === null ? copy.months.open : copy.months.closedAt(formatInstant(row.closedAt))) },
            { title: columns.heads, key: 'heads', align: 'right', render: (_, row) => (row.heads === null ? copy.months.notCounted : row.heads.toLocaleString('zh-CN')) },
            { title: columns.income, key: 'income', align: 'right', render: (_, row) => <Money fen={row.incomeFen} /> },
            { title: columns.correction, key: 'correction', align: 'right', render: (_, row) => <Money fen={row.correctionFen} /> },
            { title: columns.feeForService, key: 'fee', align: 'right', render: (_, row) => <Money fen={row.feeForServiceFen} /> },
            { title: columns.actions, key: 'actions', render: (_, row) => <Actions row={row} onClose={() => setClosing(row.month)} /> },
          ]}
        />
      </ScrollArea>
      {closing === null ? null : <CloseDialog month={closing} onEnd={() => setClosing(null)} onDone={setDone} />}
    </>
  );
}

function Month({ row: { month, status } }: { readonly row: Row }) {
  return status === 'closed' ? <Link href={`/budgets/month?month=${month}`}>{month}</Link> : month;
}

function Actions({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const can = useScopes();
  if (row.status === 'closed') return <Link href={`/budgets/month?month=${row.month}`}>{copy.months.details}</Link>;
  if (!can('month:close')) return null;
  if (row.whyNotClose.length > 0) return <WhyNot title={copy.months.whyNot} refusals={row.whyNotClose} />;
  return (
    <Button type="primary" onClick={onClose}>
      {copy.months.close}
    </Button>
  );
}

interface CloseDialogProps {
  readonly month: string;
  readonly onEnd: () => void;
  /** What became of it, in a sentence. */
  readonly onDone: (said: string) => void;
}

function CloseDialog({ month, onEnd, onDone }: CloseDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const close = useMutation(
    trpc.month.close.mutationOptions({
      onSuccess: async ({ heads, withoutMembers }) => {
        onDone(copy.close.done(month, heads, withoutMembers));
        onEnd();
        await queries.invalidateQueries(trpc.month.pathFilter());
      },
    }),
  );
  return <ConfirmDialog text={copy.close.text} confirm={copy.close.confirm} working={copy.close.working} cancel={copy.close.cancel} title={copy.close.title(month)} mutation={close} onConfirm={() => close.mutate({ month })} onClose={onEnd} />;
}
