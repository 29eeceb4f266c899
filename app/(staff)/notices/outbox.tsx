'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notice as copy, noticeTemplates } from '@/app/_copy/notice';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { deliveries } from '@/server/domain/notice/delivery';
import { addresseeKinds } from '@/server/domain/notice/notice';
import styles from './notices.module.css';

type Line = RouterOutputs['notice']['list']['rows'][number];

interface OutboxProps {
  readonly filters: { readonly delivery: string; readonly to: string; readonly template: string; readonly page: string };
  readonly onChange: (changes: { delivery?: string; to?: string; template?: string; page?: string }) => void;
}

const pageSize = 20;

/** What was sent to whom, what waits and what failed. */
export function Outbox({ filters, onChange }: OutboxProps) {
  const trpc = useTRPC();
  const page = Number(filters.page);
  const query = {
    delivery: deliveries.find((known) => known === filters.delivery) ?? null,
    toKind: addresseeKinds.find((known) => known === filters.to) ?? null,
    template: filters.template || null,
    page,
    pageSize,
  };
  const list = useQuery(trpc.notice.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy.outbox;
  const isDemo = list.data?.sender === 'demo';
  return (
    <>
      {list.data ? <p className={styles.note}>{isDemo ? copy.outbox.demo : copy.outbox.none}</p> : null}
      <form role="search" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <Choice label={copy.outbox.delivery} value={filters.delivery} onChange={(delivery) => onChange({ delivery })} options={optionsOf(copy.outbox.deliveries)} />
        <Choice label={copy.outbox.toKind} value={filters.to} onChange={(to) => onChange({ to })} options={optionsOf(copy.outbox.toKinds)} />
        <Choice label={copy.outbox.template} value={filters.template} onChange={(template) => onChange({ template })} options={optionsOf(noticeTemplates)} />
      </form>
      <DataTable<Line>
        rowKey="id"
        label={copy.views.outbox}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => onChange({ page: String(next) })}
        emptyText={copy.outbox.empty}
        columns={[
          { title: columns.created, key: 'created', ...nowrap, render: (_, row) => formatInstant(row.createdAt) },
          { title: columns.to, key: 'to', ...nowrap, render: (_, row) => copy.outbox.to(row.toKind, row.addressee) },
          { title: columns.phone, key: 'phone', ...nowrap, render: (_, row) => (row.toKind === 'resident' ? (row.maskedPhone ?? copy.outbox.noPhone) : '') },
          { title: columns.template, key: 'template', ...nowrap, render: (_, row) => copy.templateName(row.template) },
          { title: columns.delivery, key: 'delivery', render: (_, row) => <Standing line={row} /> },
          ...(isDemo ? [{ title: columns.text, key: 'text', render: (_: unknown, row: Line) => <div className={styles.words}>{row.demoText}</div> }] : []),
          { title: columns.act, key: 'act', render: (_, row) => <Resend line={row} /> },
        ]}
      />
    </>
  );
}

function optionsOf(labels: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return [['', copy.outbox.any], ...Object.entries(labels)];
}

function Standing({ line }: { readonly line: Line }) {
  const { outbox } = copy;
  const notes = {
    waiting: line.attempts === 0 ? null : `${outbox.attempts(line.attempts)}，${outbox.nextAt(formatInstant(line.dueAt))}`,
    sent: line.sentAt === null ? null : outbox.sentAt(formatInstant(line.sentAt)),
    failed: `${outbox.error(line.error ?? '')}，${outbox.attempts(line.attempts)}`,
    in_app: null,
  };
  const note = notes[line.delivery];
  return (
    <>
      <div>{outbox.deliveries[line.delivery]}</div>
      {note === null ? null : <div className={styles.quiet}>{note}</div>}
    </>
  );
}

function Resend({ line }: { readonly line: Line }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const can = useScopes();
  const resend = useMutation(trpc.notice.resend.mutationOptions({ onSettled: () => client.invalidateQueries(trpc.notice.list.pathFilter()) }));
  if (!line.canResend || !can('notice:resend')) return null;
  return (
    <>
      <Button size="small" loading={resend.isPending} onClick={() => resend.mutate({ noticeId: line.id })}>
        {resend.isPending ? copy.outbox.resending : copy.outbox.resend}
      </Button>
      <RefusalList error={resend.error} />
    </>
  );
}
