'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { labelOf, referralDirections, referralPriorities, referralStatuses, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { referralDirections as directions, referralPriorities as priorities, referralStatuses as statuses } from '@/server/domain/referral/codes';
import { AnswerClock } from './answer-clock';
import { useNow } from './use-now';

const defaults = { box: 'received', status: 'live', priority: '', direction: '', text: '', page: '1' };
type Filters = typeof defaults;
const pageSize = 20;
const cuts = ['live', 'all', ...statuses] as const;

/** What the institution received and sent, worst first: one row a referral, its answer clock on it. */
export default function ReferralsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const now = useNow();
  const side = filters.box === 'sent' ? 'sent' : 'received';
  const page = Number(filters.page);
  const overdue = filters.status === 'overdue';
  const query = {
    side,
    status: cuts.find((known) => known === filters.status) ?? 'live',
    priority: priorities.find((known) => known === filters.priority) ?? null,
    direction: directions.find((known) => known === filters.direction) ?? null,
    overdue,
    text: filters.text || null,
    page,
    pageSize,
  } as const;
  const list = useQuery(trpc.referral.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy.list;
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        can('referral:create') ? (
          <Link href="/referrals/new">
            <Button type="primary">{copy.list.create}</Button>
          </Link>
        ) : null
      }
    >
      <Boxes side={side} onBox={(box) => setFilters({ box })} />
      <FilterForm key={filters.text} filters={filters} onChange={setFilters} />
      <DataTable
        rowKey="id"
        label={copy.list.boxes[side]}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.list.empty[side]}
        columns={[
          { title: columns.priority, key: 'priority', render: (_, row) => <StatusTag kind="priority" value={row.priority} /> },
          {
            title: columns.resident,
            key: 'resident',
            render: (_, row) => (
              <Link href={`/referrals/detail?id=${row.id}`}>
                {row.resident ? copy.list.person(row.resident.name, labelOf(sexes, row.resident.sex), row.resident.age) : row.number}
                {row.signed ? ` · ${copy.list.signed}` : ''}
              </Link>
            ),
          },
          { title: columns.diagnosis, dataIndex: 'diagnosisName' },
          side === 'received'
            ? { title: columns.from, dataIndex: 'fromInstitutionName' }
            : { title: columns.to, key: 'to', render: (_, row) => copy.list.place(row.toInstitutionName, row.departmentName) },
          { title: columns.slot, key: 'slot', render: (_, row) => (row.slotStartsAt === null ? copy.list.noSlot : formatInstant(row.slotStartsAt)) },
          { title: columns.clock, key: 'clock', render: (_, row) => <AnswerClock status={row.status} answerDueAt={row.answerDueAt} now={now} /> },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="referral" value={row.status} /> },
        ]}
      />
    </Page>
  );
}

function Boxes({ side, onBox }: { readonly side: 'received' | 'sent'; readonly onBox: (box: string) => void }) {
  const trpc = useTRPC();
  const counts = useQuery(trpc.referral.counts.queryOptions(undefined, { refetchInterval: 60_000 }));
  const liveOf = (box: 'received' | 'sent') => {
    const found = counts.data?.[box];
    return found && found.sent + found.accepted + found.arrived;
  };
  return (
    <Radio.Group
      optionType="button"
      aria-label={copy.list.boxesLabel}
      value={side}
      onChange={(event) => onBox(String(event.target.value))}
      options={(['received', 'sent'] as const).map((box) => ({ value: box, label: copy.list.tab(copy.list.boxes[box], liveOf(box)) }))}
    />
  );
}

interface FilterFormProps {
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
}

function FilterForm({ filters, onChange }: FilterFormProps) {
  const [typed, setTyped] = useState(filters.text);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ text: typed.trim() });
  };
  const any = ['', copy.list.any] as const;
  const statusOptions = [...Object.entries(copy.list.statuses), ...statuses.filter((status) => status !== 'draft').map((status) => [status, labelOf(referralStatuses, status)] as const)];
  return (
    <form role="search" onSubmit={search} style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
      <Choice label={copy.list.status} value={filters.status} onChange={(status) => onChange({ status })} options={statusOptions} />
      <Choice label={copy.list.priority} value={filters.priority} onChange={(priority) => onChange({ priority })} options={[any, ...Object.entries(referralPriorities)]} />
      <Choice label={copy.list.direction} value={filters.direction} onChange={(direction) => onChange({ direction })} options={[any, ...Object.entries(referralDirections)]} />
      <Form.Item label={copy.list.text} htmlFor="referral-text" layout="vertical" style={{ marginBottom: 0 }}>
        <Input id="referral-text" autoComplete="off" maxLength={50} style={{ width: 260 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {copy.list.search}
      </Button>
      <Button onClick={() => onChange({ text: '', status: defaults.status, priority: '', direction: '' })}>{copy.list.clear}</Button>
    </form>
  );
}
