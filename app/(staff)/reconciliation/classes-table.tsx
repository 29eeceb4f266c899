import { comparisonClasses as names, reconciliation as copy } from '@/app/_copy/reconciliation';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { type ComparisonClass, comparisonClasses } from '@/server/domain/reconciliation/comparison';

type Total = RouterOutputs['reconciliation']['overview']['total'];

/** Every record in one class, and their sum. A class opens its records. */
export function ClassesTable({ total, onClass }: { readonly total: Total; readonly onClass: (name: ComparisonClass) => void }) {
  const { columns } = copy.classes;
  const rows = [...comparisonClasses.map((name) => ({ name, ...total.classes[name] })), { name: null, visits: total.visits, reportedFen: total.reportedFen, oursFen: total.oursFen }];
  return (
    <>
      <ScrollArea label={copy.classes.title}>
        <Table<(typeof rows)[number]>
          rowKey={(row) => row.name ?? 'total'}
          size="small"
          rows={rows}
          columns={[
            { title: columns.name, key: 'name', render: (_, { name, visits }) => <ClassName name={name} visits={visits} onClass={onClass} /> },
            { title: columns.visits, key: 'visits', align: 'right', render: (_, row) => copy.count(row.visits) },
            { title: columns.reported, key: 'reported', align: 'right', render: (_, row) => <Money fen={row.name === 'not_reported' ? null : row.reportedFen} /> },
            { title: columns.ours, key: 'ours', align: 'right', render: (_, row) => <Money fen={row.oursFen} /> },
            { title: columns.gap, key: 'gap', align: 'right', render: (_, row) => <Money fen={row.name === 'not_reported' ? null : row.name === null ? total.differenceFen : row.reportedFen - row.oursFen} /> },
          ]}
        />
      </ScrollArea>
      <p>{copy.classes.note}</p>
    </>
  );
}

function ClassName({ name, visits, onClass }: { readonly name: ComparisonClass | null; readonly visits: number; readonly onClass: (name: ComparisonClass) => void }) {
  if (name === null) return <strong>{copy.total}</strong>;
  if (visits === 0) return names[name];
  return (
    <Button type="link" size="small" onClick={() => onClass(name)}>
      {names[name]}
    </Button>
  );
}
