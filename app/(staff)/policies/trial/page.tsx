'use client';

import { useQuery } from '@tanstack/react-query';
import { trial as copy } from '@/app/_copy/trial';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { InBrowser } from '@/app/_ui/in-browser';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { AskTrial } from './ask-trial';

type Row = RouterOutputs['trial']['list'][number];
const lookAgainMs = 2_000;

/** The trial runs of the region, and the form that asks for one more. */
export default function TrialsPage() {
  const trpc = useTRPC();
  const list = useQuery(
    trpc.trial.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'queued' || status === 'running') ? lookAgainMs : false) }),
  );
  return (
    <Page title={copy.title} description={copy.description} actions={<Link href="/policies">{copy.back}</Link>}>
      <Section title={copy.ask.title}>
        <InBrowser>
          <AskTrial />
        </InBrowser>
      </Section>
      <Section title={copy.list.title}>
        <RefusalList error={list.error} />
        {list.data ? <Trials rows={list.data} /> : list.error ? null : <p role="status">{shell.loading}</p>}
      </Section>
    </Page>
  );
}

function Trials({ rows }: { readonly rows: readonly Row[] }) {
  const { columns, empty, title } = copy.list;
  return (
    <ScrollArea label={title}>
      <Table<Row>
        rowKey="id"
        rows={rows}
        emptyText={empty}
        columns={[
          { title: columns.policy, key: 'policy', render: (_, row) => <Link href={`/policies/trial/detail?id=${row.id}`}>{row.policyTitle}</Link> },
          { title: columns.year, key: 'year', dataIndex: 'year' },
          { title: columns.status, key: 'status', render: (_, { status, peopleDone, peopleTotal }) => (status === 'running' ? copy.progress(peopleDone, peopleTotal) : copy.statuses[status]) },
          { title: columns.requested, key: 'requested', render: (_, row) => formatInstant(row.requestedAt) },
        ]}
      />
    </ScrollArea>
  );
}
