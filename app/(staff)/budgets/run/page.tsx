'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { budget as copy } from '@/app/_copy/budget';
import { labelOf, pools, prepaymentBases, prepaymentStatuses } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { percentText } from '@/app/_ui/quantity';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { RunSteps } from './run-steps';

type Run = RouterOutputs['prepayment']['get'];

/** One month's prepayment run: its lines, who proposed it, and what another person decided. */
export default function PrepaymentRunPage() {
  const month = useSearchParams().get('month') ?? '';
  const trpc = useTRPC();
  const found = useQuery(trpc.prepayment.get.queryOptions({ month }));
  const run = found.data;
  return (
    <Page
      title={copy.run.title(month)}
      actions={
        <>
          <Link href={`/budgets?tab=prepayments&year=${month.slice(0, 4)}`}>
            <Button>{copy.run.back}</Button>
          </Link>
          {run ? <ExportButton name="prepayment" query={{ month }} /> : null}
        </>
      }
    >
      <RefusalList error={found.error} />
      {run ? <RunView run={run} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function RunView({ run }: { readonly run: Run }) {
  const { by, none, columns } = copy.run;
  const isPackage = run.basis === 'package';
  return (
    <>
      <Section title={copy.run.title(run.month)} actions={<RunSteps run={run} />}>
        <Facts
          items={[
            { name: copy.run.status, value: <StatusTag kind="prepayment" value={run.status} /> },
            { name: copy.run.basis, value: prepaymentBases[run.basis] },
            { name: isPackage ? copy.run.limit : copy.run.share, value: percentText(run.share) },
            { name: copy.run.total, value: <Money fen={run.totalFen} /> },
            { name: copy.run.proposed, value: by(run.proposedByName, formatInstant(run.proposedAt)) },
            { name: copy.run.approved, value: run.decidedByName === null ? none : by(run.decidedByName, formatInstant(run.decidedAt)) },
            ...(run.decisionReason === null ? [] : [{ name: copy.run.decision, value: run.decisionReason }]),
          ]}
        />
      </Section>
      <ScrollArea label={copy.run.label}>
        <Table<Run['lines'][number]>
          rowKey={(line) => `${line.institutionCode}/${line.pool}`}
          rows={run.lines}
          emptyText={copy.run.empty}
          columns={[
            { title: columns.code, key: 'code', dataIndex: 'institutionCode' },
            { title: columns.name, key: 'name', dataIndex: 'institutionName' },
            { title: columns.pool, key: 'pool', render: (_, line) => labelOf(pools, line.pool) },
            { title: columns.feeForService, key: 'fee', align: 'right', render: (_, line) => <Money fen={line.feeForServiceFen} /> },
            ...(isPackage
              ? [
                  { title: columns.year, key: 'year', align: 'right' as const, render: (_: unknown, line: Run['lines'][number]) => <Money fen={line.yearFen} /> },
                  { title: columns.otherMonths, key: 'otherMonths', align: 'right' as const, render: (_: unknown, line: Run['lines'][number]) => <Money fen={line.otherMonthsFen} /> },
                ]
              : []),
            { title: columns.amount, key: 'amount', align: 'right', render: (_, line) => <Money fen={line.amountFen} /> },
          ]}
        />
      </ScrollArea>
      {run.earlier.length > 0 ? (
        <Section title={copy.run.earlier}>
          <ul>
            {run.earlier.map(({ attempt, status, decidedByName, decidedAt, decisionReason }) => (
              <li key={attempt}>{copy.run.earlierOf(attempt, labelOf(prepaymentStatuses, status), decidedByName ?? none, formatInstant(decidedAt), decisionReason ?? none)}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
