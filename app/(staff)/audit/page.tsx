'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { audit, auditActions, auditSubjects } from '@/app/_copy/audit';
import { labelOf, roles } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { AuditFilter } from './audit-filter';
import styles from './audit.module.css';

type Row = RouterOutputs['audit']['list']['rows'][number];

const noFilter = { kind: '', id: '', before: '' };

export default function AuditPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const input = { subjectKind: filters.kind || null, subjectId: filters.id || null, before: placeOf(filters.before), limit: 50 };
  const { data, error, isPending } = useQuery(trpc.audit.list.queryOptions(input, { placeholderData: keepPreviousData }));
  const next = data?.next ?? null;
  return (
    <Page title={audit.title} description={audit.description}>
      <AuditFilter key={`${filters.kind} ${filters.id}`} kind={filters.kind} id={filters.id} onApply={(kind, id) => setFilters({ kind, id, before: '' })} />
      <RefusalList error={error} />
      <ScrollArea label={audit.tableLabel}>
        <Table<Row>
          rowKey={(row) => `${row.chain} ${row.seq}`}
          columns={columns}
          rows={data?.rows ?? []}
          isLoading={isPending}
          emptyText={audit.empty}
        />
      </ScrollArea>
      <nav className={styles.pager} aria-label={shell.pager.label}>
        <Button disabled={!filters.before} onClick={() => setFilters({ before: '' })}>
          {audit.newest}
        </Button>
        <Button disabled={next === null} onClick={() => next !== null && setFilters({ before: textOf(next) })}>
          {audit.older}
        </Button>
      </nav>
    </Page>
  );
}

type Place = NonNullable<RouterOutputs['audit']['list']['next']>;

/** Where a page begins, as the address keeps it: the instant and the number in its chain are digits, the chain is the rest. */
function textOf({ at, seq, chain }: Place): string {
  return `${at}.${seq}.${chain}`;
}

/** Null for an address that names no such place: it shows the newest. */
function placeOf(text: string): Place | null {
  const [, at = '', seq = '', chain = ''] = /^(\d{1,15})\.(\d{1,15})\.(.{1,64})$/.exec(text) ?? [];
  return chain === '' ? null : { at: Number(at), seq: Number(seq), chain };
}

const columns = [
  { key: 'at', title: audit.columns.at, render: (_: unknown, row: Row) => <span className={styles.nowrap}>{formatInstant(row.at)}</span> },
  { key: 'actor', title: audit.columns.actor, render: (_: unknown, row: Row) => (row.actorKind === 'system' ? audit.system : row.actorName) },
  { key: 'role', title: audit.columns.role, render: (_: unknown, row: Row) => labelOf(roles, row.role) },
  { key: 'action', title: audit.columns.action, render: (_: unknown, row: Row) => labelOf(auditActions, row.action) },
  {
    key: 'subject',
    title: audit.columns.subject,
    render: (_: unknown, row: Row) => (
      <span>
        {labelOf(auditSubjects, row.subjectKind)} <span className={styles.id}>{row.subjectId}</span>
      </span>
    ),
  },
  { key: 'facts', title: audit.columns.facts, render: (_: unknown, row: Row) => <span className={styles.facts}>{factsText(row.facts)}</span> },
  { key: 'seq', title: audit.columns.seq, render: (_: unknown, row: Row) => <span className={styles.id}>{`${row.chain} #${row.seq}`}</span> },
];

/** The facts as they were kept: this is evidence, and is not put into other words. */
function factsText(facts: Record<string, unknown>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
}
