import { labelOf } from '@/app/_copy/labels';
import { differences, visit as copy } from '@/app/_copy/visit';
import { Money } from '@/app/_ui/money';
import { Table } from '@/app/_ui/table';
import type { VisitDetail } from './visit-detail';

/** The hospital's figures beside ours. */
export function Comparison({ detail }: { readonly detail: VisitDetail }) {
  const { visit, adjudication, difference } = detail;
  const { compare } = copy.detail;
  if (!adjudication) return null;
  const { ladderFen = 0, assistanceFen = 0 } = adjudication.layers ?? {};
  const fundsFen = adjudication.payFen + ladderFen + assistanceFen;
  // Where no other fund can pay, the pool is all there is.
  const reportedFundsFen = adjudication.layers === null ? visit.reportedPoolFen : (visit.reportedFundFen ?? visit.reportedPoolFen);
  const rows = [
    { item: compare.deductible, reported: visit.reportedDeductibleFen, ours: adjudication.deductiblePaidFen },
    { item: compare.pool, reported: visit.reportedPoolFen, ours: adjudication.payFen },
    { item: compare.enhancement, reported: null, ours: adjudication.enhancementFen },
    ...(adjudication.layers === null ? [] : [{ item: compare.funds, reported: visit.reportedFundFen, ours: fundsFen }]),
    { item: compare.selfPaid, reported: reportedFundsFen === null ? null : visit.totalFen - reportedFundsFen, ours: adjudication.selfPaidFen },
  ];
  return (
    <>
      <p>{difference === null ? compare.notReported : `${compare.result}${labelOf(differences, difference)}`}</p>
      <Table
        rowKey="item"
        size="small"
        rows={rows}
        columns={[
          { title: compare.item, dataIndex: 'item' },
          { title: compare.reported, key: 'reported', align: 'right', render: (_, row) => <Money fen={row.reported} /> },
          { title: compare.ours, key: 'ours', align: 'right', render: (_, row) => <Money fen={row.ours} /> },
          { title: compare.gap, key: 'gap', align: 'right', render: (_, row) => <Money fen={row.reported === null ? null : row.reported - row.ours} /> },
        ]}
      />
    </>
  );
}
