'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { capacityKinds, labelOf, sexes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { waiting as copy, waitingStandings } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import styles from '../worklist.module.css';
import own from './waiting.module.css';
import type { SetWaitingFilters, WaitingFilters } from './page';

type Queue = RouterOutputs['waiting']['queues'][number];
type Line = RouterOutputs['waiting']['queue']['rows'][number];

const pageSize = 20;
const keyOf = ({ institutionCode, departmentCode, kind }: Queue) => [institutionCode, departmentCode, kind].join('.');

interface ViewProps {
  readonly filters: WaitingFilters;
  readonly setFilters: SetWaitingFilters;
}

/** Which list, with its counts; and the list in its order. The most pressing list is open when none is chosen. */
export function QueueView({ filters, setFilters }: ViewProps) {
  const trpc = useTRPC();
  const queues = useQuery(trpc.waiting.queues.queryOptions(undefined, { refetchInterval: 60_000 }));
  if (queues.error) return <RefusalList error={queues.error} />;
  if (!queues.data) return <p role="status">{shell.loading}</p>;
  const sorted = [...queues.data].sort((a, b) => b.broken - a.broken || b.waiting - a.waiting);
  const chosen = sorted.find((queue) => keyOf(queue) === filters.list) ?? sorted[0];
  if (!chosen) return <p>{copy.queues.empty}</p>;
  return (
    <>
      <Section title={copy.queues.title}>
        <ul className={own.queues} aria-label={copy.queues.label}>
          {sorted.map((queue) => (
            <li key={keyOf(queue)}>
              <button type="button" aria-pressed={queue === chosen} onClick={() => setFilters({ list: keyOf(queue) })}>
                <strong>{nameOf(queue)}</strong>
                <span>{copy.queues.waiting(queue.waiting)}</span>
                {queue.broken > 0 ? <span className={styles.overdue}>{copy.queues.broken(queue.broken)}</span> : null}
                {queue.offered > 0 ? <span>{copy.queues.offered(queue.offered)}</span> : null}
                {queue.nextPromised === null ? null : <span className={styles.minor}>{copy.queues.next(queue.nextPromised)}</span>}
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <QueueTable key={keyOf(chosen)} queue={chosen} page={Number(filters.page)} onPage={(page) => setFilters({ page: String(page) })} />
    </>
  );
}

function nameOf({ institutionName, departmentName, kind }: Queue): string {
  return copy.queues.name(institutionName, departmentName, labelOf(capacityKinds, kind));
}

function QueueTable({ queue, page, onPage }: { readonly queue: Queue; readonly page: number; readonly onPage: (page: number) => void }) {
  const trpc = useTRPC();
  const { institutionCode, departmentCode, kind } = queue;
  const found = useQuery(trpc.waiting.queue.queryOptions({ institutionCode, departmentCode, kind, page, pageSize }, { placeholderData: keepPreviousData }));
  const { columns } = copy.list;
  return (
    <DataTable
      rowKey="referralId"
      label={copy.list.label(nameOf(queue))}
      query={found}
      page={page}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.list.empty}
      columns={[
        { title: columns.rank, key: 'rank', render: (_, line) => <Rank line={line} /> },
        { title: columns.person, key: 'person', render: (_, line) => <Person line={line} /> },
        { title: columns.priority, key: 'priority', render: (_, { priority }) => <StatusTag kind="priority" value={priority} /> },
        { title: columns.standing, key: 'standing', render: (_, { standing }) => waitingStandings[standing] },
        { title: columns.from, dataIndex: 'fromInstitutionName' },
        { title: columns.wish, key: 'wish', render: (_, { resourceName, nights }) => [resourceName ?? copy.list.any, nights > 0 ? copy.list.nights(nights) : ''].join(' ').trim() },
        { title: columns.waited, key: 'waited', ...nowrap, render: (_, { waitedDays }) => copy.list.waited(waitedDays) },
        { title: columns.promise, key: 'promise', ...nowrap, render: (_, line) => <Promised line={line} /> },
        { title: columns.offer, key: 'offer', render: (_, { offer }) => (offer ? copy.list.offer(formatInstant(offer.startsAt), formatInstant(offer.expiresAt)) : copy.list.noOffer) },
      ]}
    />
  );
}

function Rank({ line: { working } }: { readonly line: Line }) {
  return (
    <details>
      <summary aria-label={`${copy.list.rank(working.rank)} ${copy.order.title}`}>{copy.list.rank(working.rank)}</summary>
      <p className={styles.minor}>{copy.order.sentence(working)}</p>
    </details>
  );
}

function Person({ line: { referralId, number, resident, diagnosisName, lapses } }: { readonly line: Line }) {
  return (
    <span className={styles.stack}>
      <Link href={`/referrals/detail?id=${referralId}`}>{resident ? copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age) : number}</Link>
      <span className={styles.minor}>{diagnosisName}</span>
      {lapses > 0 ? <span className={styles.minor}>{copy.list.lapses(lapses)}</span> : null}
    </span>
  );
}

function Promised({ line: { promisedDay, promiseBroken } }: { readonly line: Line }) {
  return promiseBroken ? <span className={styles.overdue}>{copy.list.broken(promisedDay)}</span> : copy.list.promise(promisedDay);
}
