'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { matchDoubtWords, matchReasonWords } from '@/app/_copy/duplicate-words';
import { labelOf, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import type { DuplicateStatus } from '@/server/domain/registry/duplicate';
import styles from './duplicates.module.css';

type Pair = RouterOutputs['duplicate']['list']['rows'][number];

interface PairTableProps {
  readonly status: DuplicateStatus;
  readonly onlyStrong: boolean;
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
}

/** Pairs in a state, the likeliest first. */
export function PairTable({ status, onlyStrong, page, pageSize, onPage }: PairTableProps) {
  const trpc = useTRPC();
  const list = useQuery(trpc.duplicate.list.queryOptions({ status, onlyStrong, page, pageSize }, { placeholderData: keepPreviousData }));
  const { columns } = copy;
  return (
    <DataTable<Pair>
      rowKey="id"
      label={copy.tabs[status]}
      query={list}
      page={page}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: columns.likeness, key: 'likeness', render: (_, row) => copy.likeness(row.score, row.strong) },
        { title: columns.first, key: 'first', render: (_, row) => <PersonCell person={row.first} /> },
        { title: columns.second, key: 'second', render: (_, row) => <PersonCell person={row.second} /> },
        { title: columns.why, key: 'why', render: (_, row) => <WhyCell pair={row} /> },
        ...(status === 'open' ? [] : [{ title: columns.decided, key: 'decided', render: (_: unknown, row: Pair) => <DecidedCell pair={row} /> }]),
        {
          title: columns.act,
          key: 'act',
          render: (_, row) => (
            <Link href={`/residents/duplicates/compare?first=${row.first.id}&second=${row.second.id}`} aria-label={copy.compare(row.first.name, row.second.name)}>
              {copy.compareShort}
            </Link>
          ),
        },
      ]}
    />
  );
}

export function PersonCell({ person }: { readonly person: Pair['first'] }) {
  return (
    <>
      <span className={styles.person}>{person.name}</span>
      <span className={styles.meta}>{copy.person(labelOf(sexes, person.sex), person.birthDay)}</span>
      <span className={styles.meta}>{person.maskedNumber}</span>
    </>
  );
}

function WhyCell({ pair }: { readonly pair: Pair }) {
  return (
    <>
      {pair.reasons.map((reason) => matchReasonWords[reason]).join('、')}
      {pair.doubts.length > 0 ? <span className={styles.doubt}>{copy.doubt(pair.doubts.map((doubt) => matchDoubtWords[doubt]).join('、'))}</span> : null}
    </>
  );
}

function DecidedCell({ pair }: { readonly pair: Pair }) {
  return (
    <>
      {pair.decidedByName === null || pair.decidedAt === null ? null : copy.decidedBy(pair.decidedByName, formatInstant(pair.decidedAt))}
      {pair.note === null ? null : <span className={styles.meta}>{pair.note}</span>}
    </>
  );
}
