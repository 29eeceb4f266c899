'use client';

import { Button, Table, type TableProps } from 'antd';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { Money } from '@/app/_ui/money';
import { percentText } from '@/app/_ui/quantity';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from '../settlements.module.css';
import type { SettlementLine, SettlementView } from './settlement-view';

interface LinesTableProps {
  readonly view: SettlementView;
  readonly onOpen: (poolId: string, code: string) => void;
}

/** What each institution is due in each pool; every column says what it means, every line opens. */
export function LinesTable({ view, onOpen }: LinesTableProps) {
  return (
    <ScrollArea label={copy.detail.linesLabel}>
      <Table<SettlementLine>
        rowKey={(line) => `${line.poolId}/${line.code}`}
        dataSource={[...view.lines]}
        pagination={false}
        size="small"
        locale={{ emptyText: copy.detail.noLines }}
        columns={columnsOf(view, onOpen)}
      />
    </ScrollArea>
  );
}

type Columns = NonNullable<TableProps<SettlementLine>['columns']>;

function columnsOf(view: SettlementView, onOpen: LinesTableProps['onOpen']): Columns {
  const { columns } = copy.detail;
  return [
    {
      title: columns.institution,
      key: 'institution',
      render: (_, line) => (
        <>
          <Button type="link" size="small" onClick={() => onOpen(line.poolId, line.code)}>
            {line.name}
          </Button>
          {line.members > 1 ? <span className={styles.group}>{copy.detail.group(line.members)}</span> : null}
        </>
      ),
    },
    { title: columns.pool, key: 'pool', render: (_, line) => labelOf(pools, line.poolId) },
    amountColumn('feeForService', (line) => line.feeForServiceFen),
    ...(view.method === 'points' ? pointColumns : [amountColumn('ceiling', (line) => line.ceilingFen)]),
    amountColumn('entitlement', (line) => line.entitlementFen),
    amountColumn('special', (line) => line.specialFen),
    amountColumn('prepaid', (line) => line.prepaidFen),
    amountColumn('deductions', (line) => line.deductionsFen),
    amountColumn('final', (line) => line.finalFen),
  ];
}

type Meant = keyof typeof copy.detail.meanings;

function headOf(name: Meant) {
  return (
    <>
      {copy.detail.columns[name]}
      <span className={styles.meaning}>{copy.detail.meanings[name]}</span>
    </>
  );
}

function amountColumn(name: Meant, amountOf: (line: SettlementLine) => number | null): Columns[number] {
  return { title: headOf(name), key: name, align: 'right', render: (_, line) => <Money fen={amountOf(line)} /> };
}

const pointColumns: Columns = [
  { title: headOf('weight'), key: 'weight', align: 'right', render: (_, line) => (line.weight === null ? copy.detail.none : percentText(line.weight)) },
  { title: headOf('points'), key: 'points', align: 'right', render: (_, line) => line.points ?? copy.detail.none },
];
