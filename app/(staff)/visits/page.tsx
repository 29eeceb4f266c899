'use client';

import { useQuery } from '@tanstack/react-query';
import { differences, visit as copy } from '@/app/_copy/visit';
import { insutypes, labelOf, medTypes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { Page } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { differenceKinds } from '@/server/domain/benefit/classify-difference';
import { useScopes } from '@/app/_ui/use-self';
import { VisitFilters } from './visit-filters';
import { visitHref } from './visit-href';

const defaults = { institution: '', month: '', difference: '', enhanced: '', resident: '', contract: '', page: '1' };
const pageSize = 20;

/** Settled visits within reach, with what the fund pays for each. */
export default function VisitsPage() {
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        <>
          <Link href="/visits/refunds">
            <Button>{copy.refunds.open}</Button>
          </Link>
          <ExportButton name="visits" query={queryOf(filters)} />
          {can('visit:import') ? (
            <Link href="/visits/import">
              <Button type="primary">{copy.list.import}</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <VisitFilters filters={filters} onChange={setFilters} onClear={() => setFilters(defaults)} />
      {filters.resident || filters.contract ? (
        <p>
          {filters.resident ? copy.list.ofResident : copy.list.ofContract}{' '}
          <Button type="link" size="small" onClick={() => setFilters({ resident: '', contract: '' })}>
            {copy.list.showAll}
          </Button>
        </p>
      ) : null}
      <VisitTable filters={filters} onPage={(page) => setFilters({ page: String(page) })} />
    </Page>
  );
}

/** The address's filters, without those that mean nothing. */
function filterOf(filters: typeof defaults) {
  return {
    institutionCode: filters.institution || undefined,
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(filters.month) ? filters.month : undefined,
    residentId: filters.resident || undefined,
    contractId: filters.contract || undefined,
    difference: differenceKinds.find((kind) => kind === filters.difference),
    onlyEnhanced: filters.enhanced === '1',
  };
}

function queryOf(filters: typeof defaults) {
  const { onlyEnhanced, ...others } = filterOf(filters);
  return { ...others, onlyEnhanced: onlyEnhanced ? '1' : undefined };
}

function VisitTable({ filters, onPage }: { readonly filters: typeof defaults; readonly onPage: (page: number) => void }) {
  const trpc = useTRPC();
  const page = Math.max(1, Number(filters.page) || 1);
  const list = useQuery(
    trpc.visit.list.queryOptions({ ...filterOf(filters), page, pageSize }),
  );
  const { columns } = copy.list;
  return (
    <DataTable
      rowKey={(row) => `${row.institutionCode}/${row.settlementId}`}
      label={copy.list.title}
      query={list}
      page={page}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.list.empty}
      columns={[
        { title: columns.settledAt, key: 'settledAt', render: (_, row) => <Link href={visitHref(row)}>{row.settledAt.slice(0, 16)}</Link> },
        { title: columns.resident, key: 'resident', dataIndex: 'residentName' },
        { title: columns.institution, key: 'institution', dataIndex: 'institutionName' },
        { title: columns.kind, key: 'kind', render: (_, row) => `${labelOf(insutypes, row.insutype)} ${labelOf(medTypes, row.medType)}` },
        { title: columns.diagnosis, key: 'diagnosis', render: (_, row) => row.diagnosisName ?? '' },
        { title: columns.total, key: 'total', align: 'right', render: (_, row) => <Money fen={row.totalFen} /> },
        { title: columns.pay, key: 'pay', align: 'right', render: (_, row) => <Money fen={row.payFen} /> },
        { title: columns.enhancement, key: 'enhancement', align: 'right', render: (_, row) => <Money fen={row.enhancementFen} /> },
        { title: columns.difference, key: 'difference', render: (_, row) => (row.difference === null ? copy.list.notReported : labelOf(differences, row.difference)) },
        { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="visit" value={row.status} /> },
      ]}
    />
  );
}
