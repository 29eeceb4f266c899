import { Checkbox } from 'antd';
import { fulfilment } from '@/app/_copy/fulfilment';
import { renewalResults } from '@/app/_copy/fulfilment-words';
import { labelOf, sexes } from '@/app/_copy/labels';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { useScopes } from '@/app/_ui/use-self';

const copy = fulfilment.renewals;
type Row = RouterOutputs['fulfilment']['renewals']['rows'][number];

interface RenewalTableProps {
  readonly list: Parameters<typeof DataTable<Row>>[0]['query'];
  readonly page: number;
  readonly pageSize: number;
  readonly chosen: readonly string[];
  readonly onToggle: (contractId: string) => void;
  readonly onPage: (page: number) => void;
  readonly onCall: (contractId: string) => void;
}

/** The page's contracts with what was tried about each. */
export function RenewalTable({ list, page, pageSize, chosen, onToggle, onPage, onCall }: RenewalTableProps) {
  const can = useScopes();
  const { columns } = copy;
  return (
    <DataTable<Row>
      rowKey="contractId"
      label={copy.title}
      query={list}
      page={page}
      pageSize={pageSize}
      onPage={onPage}
      emptyText={copy.empty}
      columns={[
        ...(can('contract:sign') ? [{ title: '', key: 'choose', render: (_: unknown, row: Row) => <Checkbox aria-label={copy.select(row.name)} checked={chosen.includes(row.contractId)} onChange={() => onToggle(row.contractId)} /> }] : []),
        { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => <Link href={`/residents/detail?id=${row.residentId}`}>{fulfilment.list.person(row.name, labelOf(sexes, row.sex), row.age)}</Link> },
        { title: columns.end, key: 'end', ...nowrap, render: (_, row) => copy.end(row.endDay, row.daysLeft) },
        { title: columns.last, key: 'last', ...nowrap, render: (_, row) => (row.lastGivenDay === null ? fulfilment.list.never : formatDay(row.lastGivenDay)) },
        { title: columns.reminders, key: 'reminders', render: (_, row) => (row.hasPhone ? copy.reminders(row.reminders, row.lastReminderDay) : copy.noPhone) },
        { title: columns.call, key: 'call', render: (_, row) => <Call row={row} /> },
        { title: columns.team, key: 'team', dataIndex: 'teamName' },
        {
          title: columns.act,
          key: 'act',
          render: (_, row) => (
            <div style={{ display: 'flex', gap: 8 }}>
              {can('contract:sign') ? <Button aria-label={`${copy.record} ${row.name}`} onClick={() => onCall(row.contractId)}>{copy.record}</Button> : null}
              <Link href={`/contracts/detail?id=${row.contractId}`}>{copy.renew}</Link>
            </div>
          ),
        },
      ]}
    />
  );
}

function Call({ row: { lastCall, suggestedEnding } }: { readonly row: Row }) {
  return (
    <>
      {lastCall === null ? copy.noCall : copy.call(renewalResults[lastCall.result], lastCall.day)} {lastCall?.note}
      {suggestedEnding === null ? null : <p role="note">{copy.suggested[suggestedEnding]}</p>}
    </>
  );
}
