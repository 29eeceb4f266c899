'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { duplicate } from '@/app/_copy/duplicate';
import { insutypes, keyGroups, labelOf, sexes } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { FoundByNumber } from './found-by-number';
import { isWholeNumber } from './identity';

const defaults = { text: '', page: '1' };
const pageSize = 20;

/** Finding residents: those near by name or number tail, anybody of the region by the whole number. */
export default function ResidentsPage() {
  const [filters, setFilters] = useUrlFilters(defaults);
  const [typed, setTyped] = useState(filters.text);
  const [number, setNumber] = useState<string | null>(null);
  const can = useScopes();
  const search = (event: FormEvent) => {
    event.preventDefault();
    const whole = isWholeNumber(typed);
    setNumber(whole ? typed : null);
    setFilters({ text: whole ? '' : typed.trim() });
  };
  const clear = () => {
    setTyped('');
    setNumber(null);
    setFilters({ text: '' });
  };
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        <>
          {can('duplicate:read') ? (
            <Link href="/residents/duplicates">
              <Button>{duplicate.open}</Button>
            </Link>
          ) : null}
          {can('resident:register') ? (
            <Link href="/residents/new">
              <Button type="primary">{copy.list.register}</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <form role="search" onSubmit={search}>
        <Form.Item label={copy.list.searchLabel} htmlFor="resident-search" layout="vertical" extra={copy.list.numberKept}>
          <div style={{ display: 'flex', gap: 8, maxWidth: 560 }}>
            <Input id="resident-search" autoComplete="off" spellCheck={false} maxLength={50} value={typed} onChange={(event) => setTyped(event.target.value)} />
            <Button type="primary" htmlType="submit">
              {copy.list.search}
            </Button>
            <Button onClick={clear}>{copy.list.clear}</Button>
          </div>
        </Form.Item>
      </form>
      {number === null ? <ResidentTable text={filters.text} page={Number(filters.page)} onPage={(page) => setFilters({ page: String(page) })} /> : <FoundByNumber certNo={number} />}
    </Page>
  );
}

function ResidentTable({ text, page, onPage }: { readonly text: string; readonly page: number; readonly onPage: (page: number) => void }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.resident.list.queryOptions({ text, page, pageSize }));
  const { columns } = copy.list;
  return (
    <DataTable
      rowKey="id"
      label={copy.list.title}
      query={list}
      page={page}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.list.empty}
      columns={[
        { title: columns.name, key: 'name', render: (_, row) => <Link href={`/residents/detail?id=${row.id}`}>{row.name}</Link> },
        { title: columns.number, dataIndex: 'maskedNumber' },
        { title: columns.sex, key: 'sex', render: (_, row) => labelOf(sexes, row.sex) },
        { title: columns.age, dataIndex: 'age' },
        { title: columns.insutype, key: 'insutype', render: (_, row) => labelOf(insutypes, row.insutype) },
        { title: columns.groups, key: 'groups', render: (_, row) => row.keyGroups.map((group) => labelOf(keyGroups, group)).join('、') },
        { title: columns.signed, key: 'signed', render: (_, row) => row.signedUntil ?? copy.list.unsigned },
      ]}
    />
  );
}
