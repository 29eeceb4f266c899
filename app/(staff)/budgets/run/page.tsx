'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { labelOf, pools } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC, useTRPCClient } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { ExportButton } from '@/app/_ui/export-button';
import { formatInstant } from '@/app/_ui/moment';
import { Money, yuanText } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { percentText } from '@/app/_ui/quantity';
import { RefusalList } from '@/app/_ui/refusal-list';
import { saveFile } from '@/app/_ui/save-file';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { WhyNot } from '@/app/_ui/why-not';
import { useScopes } from '@/app/_ui/use-self';

type Run = RouterOutputs['prepayment']['get'];

/** One month's prepayment run: its lines, who proposed it, and its approval by another person. */
export default function PrepaymentRunPage() {
  const month = useSearchParams().get('month') ?? '';
  const trpc = useTRPC();
  const api = useTRPCClient();
  const found = useQuery(trpc.prepayment.get.queryOptions({ month }));
  const file = useMutation({ mutationFn: () => api.prepayment.export.query({ month }), onSuccess: ({ fileName, content }) => saveFile(fileName, content, 'text/csv') });
  const run = found.data;
  return (
    <Page
      title={copy.run.title(month)}
      actions={
        <>
          <Link href={`/budgets?year=${month.slice(0, 4)}`}>
            <Button>{copy.run.back}</Button>
          </Link>
          {run ? <ExportButton name="prepayment" query={{ month }} /> : null}
          {run ? (
            <Button disabled={file.isPending} onClick={() => file.mutate()}>
              {copy.run.export}
            </Button>
          ) : null}
        </>
      }
    >
      <RefusalList error={found.error ?? file.error} />
      {run ? <RunView run={run} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function RunView({ run }: { readonly run: Run }) {
  const { by, none } = copy.run;
  return (
    <>
      <Section title={copy.run.title(run.month)} actions={<Approval run={run} />}>
        <Facts
          items={[
            { name: copy.run.status, value: <StatusTag kind="prepayment" value={run.status} /> },
            { name: copy.run.share, value: percentText(run.share) },
            { name: copy.run.total, value: <Money fen={run.totalFen} /> },
            { name: copy.run.proposed, value: by(run.proposedByName, formatInstant(run.proposedAt)) },
            { name: copy.run.approved, value: run.decidedByName === null ? none : by(run.decidedByName, formatInstant(run.decidedAt)) },
          ]}
        />
      </Section>
      <ScrollArea label={copy.run.label}>
        <Table<Run['lines'][number]>
          rowKey={(line) => `${line.institutionCode}/${line.pool}`}
          dataSource={[...run.lines]}
          pagination={false}
          size="middle"
          locale={{ emptyText: copy.run.empty }}
          columns={[
            { title: copy.run.columns.code, key: 'code', dataIndex: 'institutionCode' },
            { title: copy.run.columns.name, key: 'name', dataIndex: 'institutionName' },
            { title: copy.run.columns.pool, key: 'pool', render: (_, line) => labelOf(pools, line.pool) },
            { title: copy.run.columns.feeForService, key: 'fee', align: 'right', render: (_, line) => <Money fen={line.feeForServiceFen} /> },
            { title: copy.run.columns.amount, key: 'amount', align: 'right', render: (_, line) => <Money fen={line.amountFen} /> },
          ]}
        />
      </ScrollArea>
    </>
  );
}

function Approval({ run }: { readonly run: Run }) {
  const can = useScopes();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const approve = useMutation(
    trpc.prepayment.approve.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queries.invalidateQueries(trpc.prepayment.pathFilter());
        await queries.invalidateQueries(trpc.month.pathFilter());
      },
    }),
  );
  if (run.status === 'posted') return null;
  if (!can('prepayment:approve')) return <WhyNot title={copy.run.whyNot} sentences={[copy.run.byFinance]} />;
  if (run.whyNotApprove.length > 0) return <WhyNot title={copy.run.whyNot} refusals={run.whyNotApprove} />;
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {copy.run.approve}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={copy.run.confirmTitle(run.month)}
          text={copy.run.confirmText(yuanText(run.totalFen))}
          confirm={copy.run.approve}
          working={copy.run.approving}
          cancel={copy.run.cancel}
          mutation={approve}
          onConfirm={() => approve.mutate({ month: run.month })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
