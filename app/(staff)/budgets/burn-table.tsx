'use client';

import { budget as copy } from '@/app/_copy/budget';
import { labelOf, pools as poolNames } from '@/app/_copy/labels';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Money, yuanText } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import styles from './budgets.module.css';

type Pool = RouterOutputs['budget']['burn'][number];

/** 控费总额执行: each pool's budget, what it has spent, and a bar that says the same. */
export function BurnTable({ pools }: { readonly pools: readonly Pool[] }) {
  const can = useScopes();
  const { columns } = copy.burn;
  return (
    <>
      <ScrollArea label={copy.burn.label}>
        <Table<Pool>
          rowKey="pool"
          rows={pools}
          columns={[
            { title: columns.pool, key: 'pool', render: (_, { pool }) => labelOf(poolNames, pool) },
            { title: columns.budget, key: 'budget', align: 'right', render: (_, { budgetFen }) => (budgetFen === null ? copy.burn.notSet : <Money fen={budgetFen} />) },
            { title: columns.adjustment, key: 'adjustment', align: 'right', render: (_, { adjustmentFen }) => <Money fen={adjustmentFen} /> },
            { title: columns.spent, key: 'spent', align: 'right', render: (_, { spentFen }) => <Money fen={spentFen} /> },
            { title: columns.left, key: 'left', align: 'right', render: (_, row) => <Money fen={limitOf(row) === null ? null : (limitOf(row) ?? 0) - row.spentFen} /> },
            { title: columns.share, key: 'share', render: (_, row) => <Bar row={row} /> },
            { title: columns.projected, key: 'projected', align: 'right', render: (_, row) => <Projected row={row} /> },
          ]}
        />
      </ScrollArea>
      {can('ledger:read') ? null : <p className={styles.note}>{copy.burn.partOnly}</p>}
    </>
  );
}

/** The year as its closed months let it expect, with its range. */
function Projected({ row }: { readonly row: Pool }) {
  if (!row.projection) return copy.burn.none;
  const { projectedFen, lowFen, highFen } = row.projection;
  const limitFen = limitOf(row);
  return (
    <span className={styles.lines}>
      <span className={limitFen !== null && projectedFen > limitFen ? styles.over : undefined}>
        <Money fen={projectedFen} />
      </span>
      <span>{copy.burn.range(yuanText(lowFen), yuanText(highFen))}</span>
    </span>
  );
}

/** B with its adjustment; null while no budget is set. */
function limitOf({ budgetFen, adjustmentFen }: Pool): number | null {
  return budgetFen === null ? null : budgetFen + (adjustmentFen ?? 0);
}

function Bar({ row }: { readonly row: Pool }) {
  const limitFen = limitOf(row);
  if (limitFen === null || limitFen <= 0) return copy.burn.none;
  const percent = `${((row.spentFen / limitFen) * 100).toFixed(1)}%`;
  const isOver = row.spentFen > limitFen;
  return (
    <span className={`${styles.bar} ${isOver ? styles.over : ''}`}>
      <progress max={limitFen} value={Math.min(Math.max(row.spentFen, 0), limitFen)} aria-label={copy.burn.progress(labelOf(poolNames, row.pool), percent)} />
      <span>
        {percent} {isOver ? copy.burn.over : null}
      </span>
    </span>
  );
}
