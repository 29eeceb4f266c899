'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { trial as copy } from '@/app/_copy/trial';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { TrialReport } from './trial-report';

const lookAgainMs = 1_000;

/** One trial run: how far it is, then its report. */
export default function TrialPage() {
  const trpc = useTRPC();
  const id = useSearchParams().get('id') ?? '';
  const found = useQuery(
    trpc.trial.get.queryOptions({ id }, { refetchInterval: ({ state }) => (state.data?.status === 'queued' || state.data?.status === 'running' ? lookAgainMs : false) }),
  );
  const run = found.data;
  return (
    <Page title={run ? copy.report.title(run.policyTitle, run.year) : copy.title} actions={<Link href="/policies/trial">{copy.title}</Link>}>
      <RefusalList error={found.error} />
      {!run ? (
        <p role="status">{found.error ? null : shell.loading}</p>
      ) : run.report ? (
        <TrialReport report={run.report} names={run.names} />
      ) : run.status === 'failed' ? (
        <p role="alert">{copy.failed}</p>
      ) : (
        <p role="status">
          <progress max={Math.max(1, run.peopleTotal)} value={run.peopleDone} aria-label={copy.progressLabel} /> {run.status === 'queued' ? copy.statuses.queued : copy.progress(run.peopleDone, run.peopleTotal)}
        </p>
      )}
    </Page>
  );
}
