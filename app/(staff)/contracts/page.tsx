'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { contract as copy } from '@/app/_copy/contract';
import { contractActs as acts } from '@/app/_copy/contract-acts';
import { labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { nowrap } from '@/app/_ui/nowrap';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { StatusTag } from '@/app/_ui/status-tag';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { RenewMany, type Row } from './renew-many';

const tabs = ['in_force', 'expiring', 'not_begun', 'renewed', 'transferred', 'terminated', 'expired'] as const;
type Tab = (typeof tabs)[number];
const defaults = { tab: 'in_force', within: '30', team: '', package: '', text: '', page: '1' };
type Filters = typeof defaults;
const pageSize = 20;
const spans = ['7', '30', '60', '90'];

/** The contracts within reach as a worklist: tabs with counts, filters above the table, all of it in the address. */
export default function ContractsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const names = usePackageNames();
  const tab = tabs.find((known) => known === filters.tab) ?? 'in_force';
  const page = Number(filters.page);
  const query = { tab, withinDays: Number(filters.within), teamId: filters.team || null, packageCode: filters.package || null, text: filters.text, page, pageSize };
  const list = useQuery(trpc.contract.list.queryOptions(query, { placeholderData: keepPreviousData }));
  const { columns } = copy.list;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const canRenew = can('contract:sign') && (tab === 'expiring' || tab === 'expired');
  const choose = (id: string, wanted: boolean) => setChosen((before) => (wanted ? [...before.filter((each) => each !== id), id] : before.filter((each) => each !== id)));
  return (
    <Page title={copy.list.title} description={copy.list.description} actions={<Actions canSign={can('contract:sign')} teamId={filters.team} />}>
      <Tabs tab={tab} within={filters.within} counts={list.data?.counts} onTab={(next) => { setChosen([]); setFilters({ tab: next }); }} />
      <FilterForm key={filters.text} filters={filters} expiring={tab === 'expiring'} canSeeTeams={can('team:read')} onChange={setFilters} />
      {canRenew ? <RenewMany chosen={(list.data?.rows ?? []).filter(({ id }) => chosen.includes(id))} onDone={() => setChosen([])} /> : null}
      <DataTable
        rowKey="id"
        label={copy.list.title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.list.empty[tab]}
        columns={[
          ...(canRenew ? [{ title: acts.batch.select, key: 'select', render: (_: unknown, row: Row) => <Checkbox aria-label={acts.batch.selectOne(row.residentName)} checked={chosen.includes(row.id)} onChange={(event) => choose(row.id, event.target.checked)} /> }] : []),
          {
            title: columns.resident,
            key: 'resident',
            ...nowrap,
            render: (_, row) => <Link href={`/contracts/detail?id=${row.id}`}>{copy.list.person(row.residentName, labelOf(sexes, row.sex), row.age)}</Link>,
          },
          { title: columns.number, dataIndex: 'maskedNumber' },
          { title: columns.contractNumber, dataIndex: 'number' },
          { title: columns.team, key: 'team', render: (_, row) => `${row.institutionName} ${row.teamName}` },
          { title: columns.package, key: 'package', render: (_, row) => labelsOf(names, row.packageCodes) },
          { title: columns.term, key: 'term', ...nowrap, render: (_, row) => copy.list.term(row.startDay, row.endDay) },
          { title: columns.left, key: 'left', ...nowrap, render: (_, row) => (row.status === 'in_force' ? copy.list.left(row.daysLeft) : null) },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="contract" value={row.stage} /> },
        ]}
      />
    </Page>
  );
}

function Actions({ canSign, teamId }: { readonly canSign: boolean; readonly teamId: string }) {
  return (
    <>
      <Link href="/contracts/requests">
        <Button>{acts.link}</Button>
      </Link>
      <ExportButton name="contracts" query={{ teamId }} />
      {canSign ? (
        <Link href="/contracts/new">
          <Button type="primary">{copy.list.sign}</Button>
        </Link>
      ) : null}
    </>
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
    <Segments
      label={copy.list.tabsLabel}
      value={tab}
      onChange={(value) => onTab(value)}
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
  const names = usePackageNames();
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
      <Form.Item label={copy.list.package} htmlFor="contract-package" layout="vertical">
        <Select
          id="contract-package"
          style={{ width: 200 }}
          value={filters.package}
          onChange={(chosen: string) => onChange({ package: chosen })}
          options={[{ value: '', label: copy.list.allPackages }, ...Object.entries(names).map(([value, label]) => ({ value, label }))]}
        />
      </Form.Item>
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
        <Button onClick={() => onChange({ text: '', team: '', package: '', within: defaults.within })}>{copy.list.clear}</Button>
      </Form.Item>
    </form>
  );
}
