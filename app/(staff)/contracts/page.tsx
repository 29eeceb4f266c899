'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { contract as copy } from '@/app/_copy/contract';
import { labelOf, labelsOf, packages, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { nowrap } from '@/app/_ui/nowrap';
import { Page } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';

const tabs = ['in_force', 'expiring', 'terminated', 'expired'] as const;
type Tab = (typeof tabs)[number];
const defaults = { tab: 'in_force', within: '30', team: '', text: '', page: '1' };
type Filters = typeof defaults;
const pageSize = 20;
const spans = ['7', '30', '60', '90'];

/** The contracts within reach as a worklist: tabs with counts, filters above the table, all of it in the address. */
export default function ContractsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const tab = tabs.find((known) => known === filters.tab) ?? 'in_force';
  const page = Number(filters.page);
  const query = { tab, withinDays: Number(filters.within), teamId: filters.team || null, text: filters.text, page, pageSize };
  const list = useQuery(trpc.contract.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy.list;
  return (
    <Page title={copy.list.title} description={copy.list.description} actions={can('contract:sign') ? <Link href="/contracts/new"><Button type="primary">{copy.list.sign}</Button></Link> : null}>
      <Tabs tab={tab} within={filters.within} counts={list.data?.counts} onTab={(next) => setFilters({ tab: next })} />
      <FilterForm key={filters.text} filters={filters} expiring={tab === 'expiring'} canSeeTeams={can('team:read')} onChange={setFilters} />
      <DataTable
        rowKey="id"
        label={copy.list.title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.list.empty[tab]}
        columns={[
          {
            title: columns.resident,
            key: 'resident',
            ...nowrap,
            render: (_, row) => <Link href={`/contracts/detail?id=${row.id}`}>{copy.list.person(row.residentName, labelOf(sexes, row.sex), row.age)}</Link>,
          },
          { title: columns.number, dataIndex: 'maskedNumber' },
          { title: columns.contractNumber, dataIndex: 'number' },
          { title: columns.team, key: 'team', render: (_, row) => `${row.institutionName} ${row.teamName}` },
          { title: columns.package, key: 'package', render: (_, row) => labelsOf(packages, row.packageCodes) },
          { title: columns.term, key: 'term', ...nowrap, render: (_, row) => copy.list.term(row.startDay, row.endDay) },
          { title: columns.left, key: 'left', ...nowrap, render: (_, row) => (row.status === 'in_force' ? copy.list.left(row.daysLeft) : null) },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="contract" value={row.status} /> },
        ]}
      />
    </Page>
  );
}

interface TabsProps {
  readonly tab: Tab;
  readonly within: string;
  readonly counts: Readonly<Record<Tab, number>> | undefined;
  readonly onTab: (tab: Tab) => void;
}

function Tabs({ tab, within, counts, onTab }: TabsProps) {
  return (
    <Radio.Group
      optionType="button"
      aria-label={copy.list.tabsLabel}
      value={tab}
      onChange={(event) => onTab(event.target.value as Tab)}
      options={tabs.map((value) => ({
        value,
        label: copy.list.tab(value === 'expiring' ? copy.list.expiringIn(within) : copy.list.tabs[value], counts?.[value]),
      }))}
    />
  );
}

interface FilterFormProps {
  readonly filters: Filters;
  readonly expiring: boolean;
  readonly canSeeTeams: boolean;
  readonly onChange: (changes: Partial<Filters>) => void;
}

function FilterForm({ filters, expiring, canSeeTeams, onChange }: FilterFormProps) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.team.list.queryOptions(undefined, { enabled: canSeeTeams }));
  const [typed, setTyped] = useState(filters.text);
  const search = (event: FormEvent) => {
    event.preventDefault();
    onChange({ text: typed.trim() });
  };
  return (
    <form role="search" onSubmit={search} style={{ display: 'flex', flexWrap: 'wrap', gap: '0 16px', alignItems: 'end' }}>
      <Form.Item label={copy.list.text} htmlFor="contract-text" layout="vertical">
        <Input id="contract-text" autoComplete="off" maxLength={50} style={{ width: 300 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Form.Item>
      {canSeeTeams ? (
        <Form.Item label={copy.list.team} htmlFor="contract-team" layout="vertical">
          <Select
            id="contract-team"
            style={{ width: 240 }}
            value={filters.team}
            onChange={(team: string) => onChange({ team })}
            options={[{ value: '', label: copy.list.allTeams }, ...(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))]}
          />
        </Form.Item>
      ) : null}
      {expiring ? (
        <Form.Item label={copy.list.within} htmlFor="contract-within" layout="vertical">
          <Select
            id="contract-within"
            style={{ width: 160 }}
            value={filters.within}
            onChange={(within: string) => onChange({ within })}
            options={spans.map((value) => ({ value, label: copy.list.expiringIn(value) }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item>
        <Button type="primary" htmlType="submit">
          {copy.list.search}
        </Button>{' '}
        <Button onClick={() => onChange({ text: '', team: '', within: defaults.within })}>{copy.list.clear}</Button>
      </Form.Item>
    </form>
  );
}
