'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { consult as copy } from '@/app/_copy/consult';
import { consultTypes as typeLabels, labelOf, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { type ConsultSide, consultCuts, consultSides } from '@/server/domain/consult/cuts';
import { consultTypes } from '@/server/domain/referral/codes';
import { AnswerClock } from '../referrals/answer-clock';
import { useNow } from '../referrals/use-now';
import { ConsultSummary } from './consult-summary';

const defaults = { box: 'received', cut: 'open', type: '', text: '', page: '1' };
type Filters = typeof defaults;
const pageSize = 20;

/** The e-consults an institution was asked and those it asked, unanswered ones first. */
export default function ConsultsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const now = useNow();
  const [filters, setFilters] = useUrlFilters(defaults);
  const side = consultSides.find((known) => known === filters.box) ?? 'received';
  const page = Number(filters.page);
  const query = {
    side,
    cut: consultCuts.find((known) => known === filters.cut) ?? 'open',
    type: consultTypes.find((known) => known === filters.type) ?? null,
    text: filters.text || null,
    page,
    pageSize,
  } as const;
  const list = useQuery(trpc.consult.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy;
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        can('referral:create') ? (
          <Link href="/consults/new">
            <Button type="primary">{copy.ask}</Button>
          </Link>
        ) : null
      }
    >
      <Boxes side={side} onBox={(box) => setFilters({ box })} />
      <FilterForm key={filters.text} filters={filters} onChange={setFilters} />
      <DataTable
        rowKey="id"
        label={copy.boxes[side]}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.empty[side]}
        columns={[
          { title: columns.priority, key: 'priority', render: (_, row) => <StatusTag kind="priority" value={row.priority} /> },
          {
            title: columns.resident,
            key: 'resident',
            render: (_, row) => <Link href={`/consults/detail?id=${row.id}`}>{row.resident ? copy.person(row.resident.name, labelOf(sexes, row.resident.sex), row.resident.age) : row.number}</Link>,
          },
          { title: columns.type, key: 'type', render: (_, row) => typeLabels[row.type] },
          { title: columns.question, key: 'question', render: (_, row) => `${row.diagnosisName}${row.reason === '' ? '' : `：${row.reason}`}` },
          side === 'received' ? { title: columns.from, dataIndex: 'fromInstitutionName' } : { title: columns.to, key: 'to', render: (_, row) => copy.place(row.toInstitutionName, row.departmentName) },
          { title: columns.said, dataIndex: 'messages' },
          { title: columns.clock, key: 'clock', render: (_, row) => <AnswerClock status={row.status} answerDueAt={row.answerDueAt} now={now} /> },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="referral" value={row.status} /> },
        ]}
      />
      <ConsultSummary />
    </Page>
  );
}

function Boxes({ side, onBox }: { readonly side: ConsultSide; readonly onBox: (box: ConsultSide) => void }) {
  const trpc = useTRPC();
  const counts = useQuery(trpc.consult.counts.queryOptions(undefined, { refetchInterval: 60_000 }));
  return (
    <Segments
      label={copy.boxesLabel}
      value={side}
      onChange={(value) => onBox(value === 'sent' ? 'sent' : 'received')}
      options={consultSides.map((box) => ({ value: box, label: copy.tab(copy.boxes[box], counts.data?.[box].open, counts.data?.[box].overdue ?? 0) }))}
    />
  );
}

function FilterForm({ filters, onChange }: { readonly filters: Filters; readonly onChange: (changes: Partial<Filters>) => void }) {
  const [typed, setTyped] = useState(filters.text);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ text: typed.trim() });
  };
  return (
    <form role="search" onSubmit={search} style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
      <Choice label={copy.cut} value={filters.cut} onChange={(cut) => onChange({ cut })} options={Object.entries(copy.cuts)} />
      <Choice label={copy.type} value={filters.type} onChange={(type) => onChange({ type })} options={[['', copy.anyType], ...Object.entries(typeLabels)]} />
      <Form.Item label={copy.text} htmlFor="consult-text" layout="vertical" style={{ marginBottom: 0 }}>
        <Input id="consult-text" autoComplete="off" maxLength={50} style={{ width: 260 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {copy.search}
      </Button>
      <Button onClick={() => onChange({ text: '', cut: defaults.cut, type: '' })}>{copy.clear}</Button>
    </form>
  );
}
