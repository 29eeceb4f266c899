'use client';

import { useQuery } from '@tanstack/react-query';
import { labelOf, medTypes } from '@/app/_copy/labels';
import { referralReport } from '@/app/_copy/referral-report';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { DataTable } from '@/app/_ui/data-table';
import { formatYuan } from '@/server/domain/kernel/fen';
import { careRoutes } from '@/server/domain/referral-report/outside-care';
import { type RowsProps, rowsPerPage } from './referral-rows';

type Row = RouterOutputs['referralReport']['visits']['rows'][number];

const copy = referralReport.rows;

/** The visits a number counts: where and for what, not who. */
export function VisitRows({ choice, span, onPage }: RowsProps) {
  const trpc = useTRPC();
  const page = Math.max(1, Number(choice.page) || 1);
  const route = careRoutes.find((known) => known === choice.route);
  const query = useQuery(
    trpc.referralReport.visits.queryOptions(
      { ...span, allianceId: choice.alliance || null, institutionCode: choice.institution || null, visitedCode: choice.visited || null, route: route ?? 'outside', page, pageSize: rowsPerPage },
      { enabled: route !== undefined },
    ),
  );
  if (route === undefined) return <p role="alert">{copy.unknown}</p>;
  const titles = copy.visit;
  return (
    <DataTable<Row>
      label={copy.label}
      rowKey={({ institutionCode, settlementId }) => `${institutionCode} ${settlementId}`}
      query={query}
      page={page}
      pageSize={rowsPerPage}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: titles.at, dataIndex: 'settledAt' },
        { title: titles.institution, dataIndex: 'institutionName' },
        { title: titles.signed, dataIndex: 'signedInstitutionName' },
        { title: titles.medType, render: (_, { medType }) => labelOf(medTypes, medType) },
        { title: titles.diagnosis, render: (_, { diagnosisName }) => diagnosisName ?? referralReport.none },
        { title: titles.referral, render: (_, { referralNumber }) => referralNumber ?? referralReport.none },
        { title: titles.total, align: 'right', render: (_, { totalFen }) => formatYuan(totalFen) },
      ]}
    />
  );
}
