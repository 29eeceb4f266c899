'use client';

import { useQuery } from '@tanstack/react-query';
import { referralReport } from '@/app/_copy/referral-report';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { StatusTag } from '@/app/_ui/status-tag';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { placeChoices } from '@/server/domain/quota/compliance';
import { capacityKinds } from '@/server/domain/quota/slot';
import { type RowsProps, rowsPerPage } from './referral-rows';

type Place = RouterOutputs['referralReport']['places']['rows'][number];
type Session = RouterOutputs['referralReport']['sessions']['rows'][number];

const copy = referralReport.rows;
const timeOf = (at: number) => civilTimeOf(at).slice(11, 16);

function filterOf({ choice, span }: Pick<RowsProps, 'choice' | 'span'>) {
  return {
    ...span,
    kind: capacityKinds.find((known) => known === choice.kind) ?? null,
    allianceId: choice.alliance || null,
    institutionCode: choice.institution || null,
    departmentCode: choice.department || null,
    resourceName: choice.resource || null,
    page: Math.max(1, Number(choice.page) || 1),
    pageSize: rowsPerPage,
  };
}

/** The reserved places a number counts, with whose referral has each. */
export function PlaceRows({ choice, span, onPage }: RowsProps) {
  const trpc = useTRPC();
  const input = filterOf({ choice, span });
  const wanted = placeChoices.find((known) => known === choice.choice) ?? 'offered';
  const query = useQuery(trpc.referralReport.places.queryOptions({ ...input, choice: wanted, fromInstitutionCode: choice.sender || null }));
  const titles = copy.place;
  return (
    <DataTable<Place>
      label={copy.label}
      rowKey="id"
      query={query}
      page={input.page}
      pageSize={rowsPerPage}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: titles.day, dataIndex: 'day' },
        { title: titles.time, render: (_, { startsAt }) => timeOf(startsAt) },
        { title: titles.institution, dataIndex: 'institutionName' },
        { title: titles.department, dataIndex: 'departmentName' },
        { title: titles.resource, dataIndex: 'resourceName' },
        { title: titles.number, dataIndex: 'number' },
        { title: titles.status, render: (_, { status }) => <StatusTag kind="slot" value={status} /> },
        { title: titles.dealtTo, render: (_, { dealtToName }) => dealtToName ?? copy.anybody },
        { title: titles.referral, render: (_, { referralId, referralNumber }) => (referralId === null ? referralReport.none : <Link href={`/referrals/detail?id=${referralId}`}>{referralNumber}</Link>) },
        { title: titles.from, render: (_, { fromInstitutionName }) => fromInstitutionName ?? referralReport.none },
      ]}
    />
  );
}

/** The sessions whose capacity a number adds up. */
export function SessionRows({ choice, span, onPage }: RowsProps) {
  const trpc = useTRPC();
  const input = filterOf({ choice, span });
  const query = useQuery(trpc.referralReport.sessions.queryOptions(input));
  const titles = copy.session;
  return (
    <DataTable<Session>
      label={copy.label}
      rowKey="id"
      query={query}
      page={input.page}
      pageSize={rowsPerPage}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        { title: titles.day, render: (_, { day }) => <Link href={`/quotas?day=${day}`}>{day}</Link> },
        { title: titles.time, render: (_, { startsAt }) => timeOf(startsAt) },
        { title: titles.institution, dataIndex: 'institutionName' },
        { title: titles.department, dataIndex: 'departmentName' },
        { title: titles.resource, dataIndex: 'resourceName' },
        { title: titles.capacity, dataIndex: 'capacity', align: 'right' },
        { title: titles.reserved, dataIndex: 'reserved', align: 'right' },
      ]}
    />
  );
}
