import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelOf, sexes } from '@/app/_copy/labels';
import { desk } from '@/app/_copy/referral-desk';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { noFilters, queryOf } from '../filters';
import { useLiveReferrals } from '../use-live-referrals';
import { useNow } from '../use-now';

const copy = desk.slip;

/** Who is expected today and has not come yet, for those who come without their slip. */
export function ExpectedToday({ onArrive }: { readonly onArrive: (number: string) => void }) {
  const trpc = useTRPC();
  const [page, setPage] = useState(1);
  const today = dayOfInstant(useNow());
  const { refetchInterval } = useLiveReferrals();
  const query = queryOf({ ...noFilters, tab: 'to_arrive', day: today, page: String(page) }, 'received');
  const list = useQuery(trpc.referral.list.queryOptions(query, { refetchInterval }));
  const { columns } = desk;
  return (
    <Section title={copy.today}>
      <DataTable
        rowKey="id"
        label={copy.today}
        query={list}
        page={page}
        pageSize={query.pageSize}
        onPage={setPage}
        emptyText={copy.none}
        columns={[
          { title: columns.place, key: 'place', render: (_, row) => formatInstant(row.placeStartsAt) },
          {
            title: columns.resident,
            key: 'resident',
            render: (_, row) => (
              <Link href={`/referrals/detail?id=${row.id}`}>
                {row.resident ? desk.person(row.resident.name, labelOf(sexes, row.resident.sex), row.resident.age) : row.number}
              </Link>
            ),
          },
          { title: copy.fields.department, dataIndex: 'departmentName' },
          { title: columns.from, dataIndex: 'fromInstitutionName' },
          {
            title: copy.arrive,
            key: 'arrive',
            render: (_, row) => (
              <Button aria-label={copy.arriveOf(row.resident?.name ?? row.number)} onClick={() => onArrive(row.number)}>
                {copy.arrive}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}
