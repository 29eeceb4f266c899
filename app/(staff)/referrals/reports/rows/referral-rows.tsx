'use client';

import { useQuery } from '@tanstack/react-query';
import { labelOf, referralDirections, referralKinds } from '@/app/_copy/labels';
import { referralReport } from '@/app/_copy/referral-report';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { StatusTag } from '@/app/_ui/status-tag';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { minuteMs } from '@/server/domain/kernel/instant';
import { declineCodes, referralDirections as directions } from '@/server/domain/referral/codes';
import { happenedMeasures, sentMeasures } from '@/server/domain/referral-report/measures';
import type { Span } from '../filters';
import type { RowChoice } from './page';

type Row = RouterOutputs['referralReport']['referrals']['rows'][number];

export interface RowsProps {
  readonly choice: RowChoice;
  readonly span: Span;
  readonly onPage: (page: number) => void;
}

export const rowsPerPage = 50;
const copy = referralReport.rows;
const moment = (at: number | null) => (at === null ? referralReport.none : civilTimeOf(at).slice(0, 16));

/** The referrals a number counts; they name places and no patient. */
export function ReferralRows({ choice, span, onPage }: RowsProps) {
  const trpc = useTRPC();
  const measure = [...sentMeasures, ...happenedMeasures].find((known) => known === choice.measure);
  const page = Math.max(1, Number(choice.page) || 1);
  const query = useQuery(
    trpc.referralReport.referrals.queryOptions(
      {
        ...span,
        measure: measure ?? 'sent',
        allianceId: choice.alliance || null,
        institutionCode: choice.institution || null,
        departmentCode: choice.department || null,
        direction: directions.find((known) => known === choice.direction) ?? null,
        fromInstitutionCode: choice.sender || null,
        toInstitutionCode: choice.receiver || null,
        declineCode: [...declineCodes, 'none' as const].find((known) => known === choice.decline) ?? null,
        page,
        pageSize: rowsPerPage,
      },
      { enabled: measure !== undefined },
    ),
  );
  if (measure === undefined) return <p role="alert">{copy.unknown}</p>;
  const titles = copy.referral;
  return (
    <DataTable<Row>
      label={copy.label}
      rowKey="id"
      query={query}
      page={page}
      pageSize={rowsPerPage}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: titles.number, render: (_, { id, number }) => <Link href={`/referrals/detail?id=${id}`}>{number}</Link> },
        { title: titles.from, dataIndex: 'fromInstitutionName' },
        { title: titles.to, dataIndex: 'toInstitutionName' },
        { title: titles.department, dataIndex: 'departmentName' },
        { title: titles.direction, render: (_, { direction }) => labelOf(referralDirections, direction) },
        { title: titles.kind, render: (_, { kind }) => labelOf(referralKinds, kind) },
        { title: titles.status, render: (_, { status }) => <StatusTag kind="referral" value={status} /> },
        { title: titles.sentAt, render: (_, { sentAt }) => moment(sentAt) },
        { title: titles.answeredIn, render: (_, { sentAt, answeredAt }) => (answeredAt === null ? copy.notAnswered : referralReport.flow.minutes(Math.floor((answeredAt - sentAt) / minuteMs))) },
        { title: titles.arrivedAt, render: (_, { arrivedAt }) => moment(arrivedAt) },
        { title: titles.ended, render: (_, { completedAt }) => moment(completedAt) },
      ]}
    />
  );
}
