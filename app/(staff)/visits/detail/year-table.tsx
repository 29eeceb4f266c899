import { visit as copy } from '@/app/_copy/visit';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { visitHref } from '../visit-href';
import type { VisitDetail } from './visit-detail';

/** The benefit year a visit stands in: what came before it decides its deductible and its maximum. */
export function YearTable({ detail }: { readonly detail: VisitDetail }) {
  const { columns, here } = copy.detail.year;
  const isHere = (row: { institutionCode: string; settlementId: string }) => row.institutionCode === detail.visit.institutionCode && row.settlementId === detail.visit.settlementId;
  return (
    <Table
      rowKey={(row) => `${row.institutionCode}/${row.settlementId}`}
      size="small"
      rows={detail.year}
      columns={[
        {
          title: columns.settledAt,
          key: 'settledAt',
          render: (_, row) => (isHere(row) ? <strong>{`${row.settledAt.slice(0, 16)}（${here}）`}</strong> : <Link href={visitHref(row)}>{row.settledAt.slice(0, 16)}</Link>),
        },
        { title: columns.institution, key: 'institution', dataIndex: 'institutionName' },
        { title: columns.before, key: 'before', align: 'right', render: (_, row) => <Money fen={row.beforeDeductibleFen} /> },
        { title: columns.fund, key: 'fund', align: 'right', render: (_, row) => <Money fen={row.beforeFundFen} /> },
        { title: columns.deductible, key: 'deductible', align: 'right', render: (_, row) => <Money fen={row.deductiblePaidFen} /> },
        { title: columns.pay, key: 'pay', align: 'right', render: (_, row) => <Money fen={row.payFen} /> },
        { title: columns.enhancement, key: 'enhancement', align: 'right', render: (_, row) => <Money fen={row.enhancementFen} /> },
        { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="visit" value={row.status} /> },
      ]}
    />
  );
}
