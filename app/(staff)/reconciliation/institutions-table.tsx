import { reconciliation as copy } from '@/app/_copy/reconciliation';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { openClasses } from '@/server/domain/reconciliation/comparison';

type Overview = RouterOutputs['reconciliation']['overview'];
type Totals = Overview['total'];

/** Every institution within reach, those without a record as well, and their sum. */
export function InstitutionsTable({ overview, onInstitution }: { readonly overview: Overview; readonly onInstitution: (code: string) => void }) {
  const { columns } = copy.institutions;
  const { total, ledger, institutions } = overview;
  const rows = [...institutions, { ...total, ledger, institutionCode: '', name: copy.total }];
  return (
    <>
      <ScrollArea label={copy.institutions.title}>
        <Table<(typeof rows)[number]>
          rowKey={(row) => row.institutionCode || 'total'}
          size="small"
          rows={rows}
          columns={[
            {
              title: columns.name,
              key: 'name',
              render: (_, { institutionCode, name }) =>
                institutionCode === '' ? (
                  <strong>{name}</strong>
                ) : (
                  <Button type="link" size="small" onClick={() => onInstitution(institutionCode)}>
                    {name}
                  </Button>
                ),
            },
            { title: columns.visits, key: 'visits', align: 'right', render: (_, row) => copy.count(row.visits) },
            { title: columns.reported, key: 'reported', align: 'right', render: (_, row) => <Money fen={row.reportedFen} /> },
            { title: columns.ours, key: 'ours', align: 'right', render: (_, row) => <Money fen={row.oursFen} /> },
            { title: columns.difference, key: 'difference', align: 'right', render: (_, row) => <Money fen={row.differenceFen} /> },
            { title: columns.differing, key: 'differing', align: 'right', render: (_, row) => copy.count(differing(row)) },
            { title: columns.notReported, key: 'notReported', align: 'right', render: (_, row) => copy.count(row.classes.not_reported.visits) },
            { title: columns.takenBack, key: 'takenBack', align: 'right', render: (_, row) => copy.count(row.classes.taken_back.visits) },
            { title: columns.ledger, key: 'ledger', align: 'right', render: (_, row) => <Money fen={row.ledger.ledgerFen} /> },
            { title: columns.tie, key: 'tie', render: (_, row) => <StatusTag kind="tie" value={row.ledger.gapFen === 0 ? 'ties' : 'gap'} /> },
          ]}
        />
      </ScrollArea>
      <p>{copy.institutions.note}</p>
    </>
  );
}

function differing({ classes }: Totals): number {
  return openClasses.reduce((count, name) => count + classes[name].visits, 0);
}
