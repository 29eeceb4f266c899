'use client';

import { budgetSheet } from '@/app/_copy/budget-sheet';
import { budgetMethods, labelOf, pools as poolNames } from '@/app/_copy/labels';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { Money, yuanText } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import styles from './budgets.module.css';

const copy = budgetSheet.list;
type Row = RouterOutputs['budget']['list']['budgets'][number];

/** Each scope's budget of each pool, with what it has spent and what waits for approval. */
export function BudgetList({ rows, emptyText }: { readonly rows: readonly Row[]; readonly emptyText: string }) {
  const { columns } = copy;
  return (
    <ScrollArea label={copy.label}>
      <Table<Row>
        rowKey="id"
        rows={rows}
        emptyText={emptyText}
        columns={[
          { title: columns.name, key: 'name', render: (_, { id, name }) => <Link href={`/budgets/detail?id=${encodeURIComponent(id)}`}>{name}</Link> },
          { title: columns.pool, key: 'pool', ...nowrap, render: (_, { pool }) => labelOf(poolNames, pool) },
          { title: columns.method, key: 'method', ...nowrap, render: (_, { basis }) => labelOf(budgetMethods, basis.method) },
          { title: columns.base, key: 'base', align: 'right', render: (_, { baseFen }) => <Money fen={baseFen} /> },
          { title: columns.adjustment, key: 'adjustment', align: 'right', render: (_, { adjustmentFen }) => <Money fen={adjustmentFen} /> },
          { title: columns.limit, key: 'limit', align: 'right', render: (_, { limitFen }) => <Money fen={limitFen} /> },
          { title: columns.spent, key: 'spent', align: 'right', render: (_, { spentFen }) => <Money fen={spentFen} /> },
          { title: columns.left, key: 'left', align: 'right', render: (_, { limitFen, spentFen }) => <Money fen={limitFen - spentFen} /> },
          { title: columns.state, key: 'state', render: (_, row) => <State row={row} /> },
        ]}
      />
    </ScrollArea>
  );
}

function State({ row: { limitFen, spentFen, pending, pendingFen } }: { readonly row: Row }) {
  const isOver = spentFen > limitFen;
  return (
    <span className={styles.lines}>
      <span className={isOver ? styles.over : undefined}>
        {limitFen > 0 ? copy.share(`${((spentFen / limitFen) * 100).toFixed(1)}%`) : null} {isOver ? copy.over : null}
      </span>
      {pending > 0 ? <span>{copy.pending(pending, yuanText(pendingFen))}</span> : null}
    </span>
  );
}
