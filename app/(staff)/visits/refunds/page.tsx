'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { visit as copy } from '@/app/_copy/visit';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { Page } from '@/app/_ui/page';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { refundProblems } from '@/server/domain/benefit/match-refunds';
import { visitHref } from '../visit-href';

const defaults = { institution: '', problem: '', page: '1' };
const pageSize = 20;

/** 未配对的退费: refunds that take nothing back, each with why and what to do. */
export default function WaitingRefundsPage() {
  const [filters, setFilters] = useUrlFilters(defaults);
  const trpc = useTRPC();
  const page = Math.max(1, Number(filters.page) || 1);
  const list = useQuery(
    trpc.visit.waitingRefunds.queryOptions({ institutionCode: filters.institution || undefined, problem: refundProblems.find((each) => each === filters.problem), page, pageSize }),
  );
  const { title, description, columns, labels, empty, back } = copy.refunds;
  return (
    <Page
      title={title}
      description={description}
      actions={
        <Link href="/visits">
          <Button>{back}</Button>
        </Link>
      }
    >
      <RefundFilters filters={filters} onChange={setFilters} />
      <DataTable
        rowKey={(row) => `${row.institutionCode}/${row.settlementId}`}
        label={title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={empty}
        columns={[
          { title: columns.settledAt, key: 'settledAt', render: (_, row) => <Link href={visitHref(row)}>{row.settledAt.slice(0, 16)}</Link> },
          { title: columns.institution, key: 'institution', dataIndex: 'institutionName' },
          { title: columns.resident, key: 'resident', dataIndex: 'residentName' },
          { title: columns.settlementId, key: 'settlementId', dataIndex: 'settlementId' },
          { title: columns.refundOf, key: 'refundOf', dataIndex: 'refundOf' },
          { title: columns.total, key: 'total', align: 'right', render: (_, row) => <Money fen={row.totalFen} /> },
          { title: columns.original, key: 'original', align: 'right', render: (_, row) => (row.originalFen === null ? null : <Money fen={row.originalFen} />) },
          {
            title: columns.reason,
            key: 'reason',
            render: (_, row) => (
              <>
                <strong>{labels[row.reason].name}</strong>
                {'　'}
                {labels[row.reason].todo(row.refundOf, row.refundedBy)}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}

interface RefundFiltersProps {
  readonly filters: typeof defaults;
  readonly onChange: (changes: Partial<typeof defaults>) => void;
}

function RefundFilters({ filters, onChange }: RefundFiltersProps) {
  const trpc = useTRPC();
  const institutions = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const { names } = copy.refunds;
  const places = (institutions.data ?? []).filter((place) => place.own).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Form layout="inline" role="search" aria-label={names.label} style={{ rowGap: 12 }}>
      <Form.Item label={names.institution} htmlFor="refund-institution">
        <Select
          id="refund-institution"
          showSearch
          optionFilterProp="label"
          style={{ minWidth: 240 }}
          value={filters.institution}
          loading={institutions.isPending}
          options={[{ value: '', label: names.all }, ...places]}
          onChange={(institution: string) => onChange({ institution })}
        />
      </Form.Item>
      <Form.Item label={names.problem} htmlFor="refund-problem">
        <Select
          id="refund-problem"
          style={{ minWidth: 220 }}
          value={filters.problem}
          options={[{ value: '', label: names.all }, ...refundProblems.map((problem) => ({ value: problem, label: names.problems[problem] }))]}
          onChange={(problem: string) => onChange({ problem })}
        />
      </Form.Item>
    </Form>
  );
}
