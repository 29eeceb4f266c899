'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { labelOf, sexes } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';

const tabs = ['applied', 'in_force', 'expiring', 'expired', 'declined', 'withdrawn', 'revoked'] as const;
type Tab = (typeof tabs)[number];
const defaults = { tab: 'applied', disease: '', text: '', page: '1' };
type Filters = typeof defaults;
const pageSize = 20;

/** The recognitions within reach: tabs with counts, filters above the table, all of it in the address. */
export default function RecognitionsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const tab = tabs.find((known) => known === filters.tab) ?? 'applied';
  const page = Number(filters.page);
  const query = { tab, diseaseCode: filters.disease || null, text: filters.text, page, pageSize };
  const list = useQuery(trpc.recognition.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy.list;
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        can('recognition:apply') ? (
          <Link href="/recognitions/new">
            <Button type="primary">{copy.list.create}</Button>
          </Link>
        ) : null
      }
    >
      <Tabs tab={tab} counts={list.data?.counts} onTab={(next) => setFilters({ tab: next })} />
      <FilterForm key={filters.text} filters={filters} onChange={setFilters} />
      <DataTable
        rowKey="id"
        label={copy.list.title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.list.empty}
        columns={[
          {
            title: columns.resident,
            key: 'resident',
            ...nowrap,
            render: (_, row) => <Link href={`/recognitions/detail?id=${row.id}`}>{copy.list.person(row.residentName, labelOf(sexes, row.sex), row.age)}</Link>,
          },
          { title: columns.disease, key: 'disease', render: (_, row) => (row.isRenewal ? copy.list.renewal(row.diseaseName) : row.diseaseName) },
          { title: columns.diagnosis, key: 'diagnosis', render: (_, row) => copy.list.diagnosis(row.diagnosisName, row.diagnosisCode) },
          { title: columns.institution, key: 'institution', render: (_, row) => row.institutionName ?? copy.list.takenOver },
          { title: columns.applied, key: 'applied', ...nowrap, render: (_, row) => formatInstant(row.appliedAt) },
          {
            title: columns.validity,
            key: 'validity',
            ...nowrap,
            render: (_, row) => (row.validFrom === null || row.validTo === null ? copy.list.none : copy.list.validity(row.validFrom, row.validTo)),
          },
          { title: columns.left, key: 'left', ...nowrap, render: (_, row) => (row.daysLeft === null || row.standing === 'revoked' ? copy.list.none : copy.list.left(row.daysLeft)) },
          { title: columns.standing, key: 'standing', render: (_, row) => <StatusTag kind="recognition" value={row.standing} /> },
        ]}
      />
    </Page>
  );
}

interface TabsProps {
  readonly tab: Tab;
  readonly counts: Readonly<Record<Tab, number>> | undefined;
  readonly onTab: (tab: Tab) => void;
}

function Tabs({ tab, counts, onTab }: TabsProps) {
  return (
    <Segments
      label={copy.list.tabsLabel}
      value={tab}
      onChange={(value) => onTab(value)}
      options={tabs.map((value) => ({ value, label: copy.list.tab(copy.list.tabs[value], counts?.[value]) }))}
    />
  );
}

function FilterForm({ filters, onChange }: { readonly filters: Filters; readonly onChange: (changes: Partial<Filters>) => void }) {
  const trpc = useTRPC();
  const diseases = useQuery(trpc.recognition.diseases.queryOptions());
  const [typed, setTyped] = useState(filters.text);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ text: typed.trim() });
  };
  return (
    <form role="search" onSubmit={search} style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
      <Choice
        label={copy.list.disease}
        value={filters.disease}
        onChange={(disease) => onChange({ disease })}
        options={[['', copy.list.anyDisease], ...(diseases.data ?? []).map(({ code, name }) => [code, name] as const)]}
      />
      <Form.Item label={copy.list.text} htmlFor="recognition-text" layout="vertical" style={{ marginBottom: 0 }}>
        <Input id="recognition-text" autoComplete="off" maxLength={50} style={{ width: 260 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {copy.list.search}
      </Button>
      <Button onClick={() => onChange({ text: '', disease: '' })}>{copy.list.clear}</Button>
    </form>
  );
}
