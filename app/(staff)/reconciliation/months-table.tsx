import { reconciliation as copy } from '@/app/_copy/reconciliation';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';

type Row = RouterOutputs['reconciliation']['months'][number];

/** A year's months; each opens its own classes and institutions. */
export function MonthsTable({ rows, onMonth }: { readonly rows: readonly Row[]; readonly onMonth: (month: string) => void }) {
  const { columns } = copy.months;
  return (
    <ScrollArea label={copy.months.caption}>
      <Table<Row>
        rowKey="month"
        size="small"
        rows={rows}
        columns={[
          {
            title: columns.month,
            key: 'month',
            render: (_, row) => (
              <Button type="link" size="small" onClick={() => onMonth(row.month)}>
                {row.month}
              </Button>
            ),
          },
          { title: columns.visits, key: 'visits', align: 'right', render: (_, row) => copy.count(row.visits) },
          { title: columns.reported, key: 'reported', align: 'right', render: (_, row) => <Money fen={row.reportedFen} /> },
          { title: columns.ours, key: 'ours', align: 'right', render: (_, row) => <Money fen={row.oursFen} /> },
          { title: columns.difference, key: 'difference', align: 'right', render: (_, row) => <Money fen={row.differenceFen} /> },
          { title: columns.differing, key: 'differing', align: 'right', render: (_, row) => copy.count(row.differing) },
          { title: columns.unreported, key: 'unreported', align: 'right', render: (_, row) => <Money fen={row.unreportedFen} /> },
          { title: columns.ledger, key: 'ledger', align: 'right', render: (_, row) => <Money fen={row.ledger.ledgerFen} /> },
          { title: columns.tie, key: 'tie', render: (_, row) => <StatusTag kind="tie" value={row.ties ? 'ties' : 'gap'} /> },
          { title: copy.months.closed, key: 'closed', render: (_, row) => (row.closed ? copy.months.closed : copy.months.open) },
        ]}
      />
    </ScrollArea>
  );
}
