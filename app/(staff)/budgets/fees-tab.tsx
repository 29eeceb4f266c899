'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { serviceFee as copy } from '@/app/_copy/service-fee';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { Section } from '@/app/_ui/page';
import { percentText } from '@/app/_ui/quantity';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import styles from './budgets.module.css';

type Sheet = RouterOutputs['serviceFee']['list'];
type Run = Sheet['runs'][number];
type Package = NonNullable<Sheet['policy']>['packages'][number];
type Row = { readonly month: string; readonly run: Run | null };

/** 签约服务费: what contracts cost and who bears it, and each month's run. */
export function FeesTab({ year }: { readonly year: string }) {
  const trpc = useTRPC();
  const sheet = useQuery(trpc.serviceFee.list.queryOptions({ year }));
  if (!sheet.data) return sheet.error ? <RefusalList error={sheet.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <>
      <Runs sheet={sheet.data} />
      <Prices policy={sheet.data.policy} />
    </>
  );
}

function Runs({ sheet }: { readonly sheet: Sheet }) {
  const can = useScopes();
  const [proposing, setProposing] = useState<string | null>(null);
  const { columns } = copy.runs;
  const withRun = new Set(sheet.runs.map(({ month }) => month));
  const rows: Row[] = [...sheet.runs.map((run) => ({ month: run.month, run })), ...sheet.open.filter((month) => !withRun.has(month)).map((month) => ({ month, run: null }))].sort((a, b) => (a.month < b.month ? 1 : -1));
  const amount = (title: string, key: 'fundFen' | 'publicHealthFen' | 'personFen' | 'heldFen') => ({ title, key, align: 'right' as const, render: (_: unknown, { run }: Row) => <Money fen={run?.[key] ?? null} /> });
  return (
    <Section title={copy.runs.title}>
      <ScrollArea label={copy.runs.label}>
        <Table<Row>
          rowKey="month"
          rows={rows}
          emptyText={copy.runs.empty}
          columns={[
            { title: columns.month, key: 'month', ...nowrap, dataIndex: 'month' },
            { title: columns.status, key: 'status', ...nowrap, render: (_, { run }) => (run ? <StatusTag kind="fee_run" value={run.status} /> : copy.runs.waiting) },
            { title: columns.lines, key: 'lines', align: 'right', render: (_, { run }) => run?.lines.toLocaleString('zh-CN') ?? '—' },
            amount(columns.fund, 'fundFen'),
            amount(columns.publicHealth, 'publicHealthFen'),
            amount(columns.person, 'personFen'),
            amount(columns.held, 'heldFen'),
            {
              title: columns.actions,
              key: 'actions',
              render: (_, { month, run }) => (
                <span className={styles.inline}>
                  {run ? <Link href={`/budgets/fees?month=${month}`}>{copy.runs.view}</Link> : null}
                  {sheet.open.includes(month) && can('fee:propose') ? <Button onClick={() => setProposing(month)}>{copy.runs.propose}</Button> : null}
                </span>
              ),
            },
          ]}
        />
      </ScrollArea>
      {proposing === null ? null : <ProposeDialog month={proposing} onEnd={() => setProposing(null)} />}
    </Section>
  );
}

function ProposeDialog({ month, onEnd }: { readonly month: string; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const propose = useMutation(
    trpc.serviceFee.propose.mutationOptions({
      onSuccess: async () => {
        onEnd();
        await queries.invalidateQueries(trpc.serviceFee.pathFilter());
      },
    }),
  );
  return <ConfirmDialog text={copy.propose.text} confirm={copy.propose.confirm} working={copy.propose.working} cancel={copy.propose.cancel} title={copy.propose.title(month)} mutation={propose} onConfirm={() => propose.mutate({ month })} onClose={onEnd} />;
}

function Prices({ policy }: { readonly policy: Sheet['policy'] }) {
  const { columns } = copy.prices;
  if (!policy) return <Section title={copy.prices.title}>{copy.prices.none}</Section>;
  const { terms } = policy;
  const notes = [
    copy.prices.earlyEnd[terms.earlyEnd.value],
    ...(terms.assessment ? [copy.prices.assessment(percentText(terms.assessment.heldShare.value), terms.assessment.fullScore.value)] : []),
    ...terms.waivers.map(({ name, from, to }) => copy.prices.waiver(name, formatDay(from), formatDay(to))),
  ];
  return (
    <Section title={copy.prices.title}>
      <p>{copy.prices.text}</p>
      <ScrollArea label={copy.prices.label}>
        <Table<Package>
          rowKey="code"
          rows={policy.packages}
          size="small"
          columns={[
            { title: columns.packages, key: 'packages', dataIndex: 'name' },
            { title: columns.total, key: 'total', align: 'right', render: (_, { yearlyPrice }) => <Money fen={yearlyPrice.value} /> },
            { title: columns.fund, key: 'fund', align: 'right', render: (_, { yearlyParts }) => <Money fen={yearlyParts.value.fund} /> },
            { title: columns.publicHealth, key: 'publicHealth', align: 'right', render: (_, { yearlyParts }) => <Money fen={yearlyParts.value.publicHealth} /> },
            { title: columns.person, key: 'person', align: 'right', render: (_, { yearlyParts }) => <Money fen={yearlyParts.value.person} /> },
            { title: columns.clause, key: 'clause', render: (_, { yearlyParts }) => <>{yearlyParts.clause} <StatusTag kind="confidence" value={yearlyParts.confidence} /></> },
          ]}
        />
      </ScrollArea>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Section>
  );
}
