import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Progress, Statistic } from 'antd';
import { useEffect } from 'react';
import { sentenceOf } from '@/app/_copy/refusals';
import { shell } from '@/app/_copy/shell';
import { visit as copy } from '@/app/_copy/visit';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { IssueTable } from './issue-table';

interface BatchProgressProps {
  readonly batchId: string;
  /** Rows the file seems to have; null when nobody counted. */
  readonly expectedRows: number | null;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

type Batch = RouterOutputs['visit']['batch']['batch'];

const pageSize = 20;
const askAgainMs = 700;

/** How far an import is, what became of its rows, and the rows it did not take. */
export function BatchProgress({ batchId, expectedRows, page, onPage }: BatchProgressProps) {
  const trpc = useTRPC();
  const found = useQuery(
    trpc.visit.batch.queryOptions({ batchId, page, pageSize }, { refetchInterval: (query) => (query.state.data?.batch.status === 'running' ? askAgainMs : false) }),
  );
  const queries = useQueryClient();
  const status = found.data?.batch.status;
  // What was read before the import knows nothing of it.
  useEffect(() => {
    if (status === undefined) return;
    for (const filter of [trpc.visit.list.pathFilter(), trpc.visit.batches.pathFilter(), trpc.worklist.pathFilter(), trpc.month.pathFilter()]) void queries.invalidateQueries(filter);
  }, [queries, trpc, status]);
  if (!found.data) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  const { batch } = found.data;
  const percent = percentOf(batch, expectedRows);
  return (
    <>
      <Section title={`${copy.import.batch.title}：${batch.fileName}`} actions={<StatusTag kind="import" value={batch.status} />}>
        {percent === null ? null : <Progress percent={percent} status={batch.status === 'running' ? 'active' : batch.status === 'done' ? 'success' : 'exception'} aria-label={copy.import.batch.progress} />}
        <p role="status">{tellingOf(batch)}</p>
        <Counts batch={batch} />
        {batch.kind === 'visits' && batch.status === 'done' && batch.accepted + batch.alreadyHeld > 0 ? <Link href="/visits">{copy.import.batch.seeVisits}</Link> : null}
      </Section>
      <IssueTable batch={batch} page={page} pageSize={pageSize} onPage={onPage} />
    </>
  );
}

/** Null while nobody knows how many rows there will be; the count of rows below tells that it moves. */
function percentOf(batch: Batch, expectedRows: number | null): number | null {
  if (batch.status === 'done') return 100;
  if (!expectedRows) return null;
  return Math.min(99, Math.floor((batch.rowsRead / expectedRows) * 100));
}

function tellingOf(batch: Batch): string {
  const { running, done, broken, interrupted, internal } = copy.import.batch;
  if (batch.status === 'running') return running(batch.rowsRead);
  if (batch.status === 'done') return done(batch.rowsRead);
  const { problem } = batch;
  if (batch.status === 'interrupted' || problem === null) return interrupted;
  return problem.startsWith('{') ? `${broken}${sentenceOf(JSON.parse(problem) as Refusal)}` : internal;
}

function Counts({ batch }: { readonly batch: Batch }) {
  const { counts } = copy.import.batch;
  const names = ['rowsRead', 'accepted', 'alreadyHeld', 'conflicting', 'rejected'] as const;
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 32, marginBottom: 12 }}>
      {names.map((name) => (
        <Statistic key={name} title={counts[name]} value={batch[name]} />
      ))}
    </div>
  );
}
