'use client';

import { Button, Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import { Money, yuanText } from '@/app/_ui/money';
import { percentText } from '@/app/_ui/quantity';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import styles from '../settlements.module.css';
import type { SettlementLine, SettlementView } from './settlement-view';

interface LinesTableProps {
  readonly method: SettlementView['method'];
  /** The lines of one pool. */
  readonly lines: readonly SettlementLine[];
  readonly label: string;
  /** The institution whose line is open, and what is shown beneath it. */
  readonly openCode: string | null;
  readonly panelOf: (line: SettlementLine) => ReactNode;
  readonly onOpen: (code: string | null) => void;
}

/** What each institution is due in one pool; a line opens beneath itself. */
export function LinesTable({ method, lines, label, openCode, panelOf, onOpen }: LinesTableProps) {
  return (
    <ScrollArea label={label}>
      <Table<SettlementLine>
        rowKey={(line) => line.code}
        dataSource={[...lines]}
        pagination={false}
        size="small"
        locale={{ emptyText: copy.detail.noLines }}
        columns={columnsOf(method, openCode, onOpen)}
        expandable={{ expandedRowKeys: openCode === null ? [] : [openCode], expandedRowRender: panelOf, showExpandColumn: false }}
      />
    </ScrollArea>
  );
}

/** What the columns mean, once for all pools. */
export function ColumnMeanings({ method }: { readonly method: SettlementView['method'] }) {
  const names = [...commonColumns.before, ...(method === 'points' ? (['weight', 'points'] as const) : (['ceiling'] as const)), ...commonColumns.after];
  return (
    <details className={styles.meanings}>
      <summary>{copy.detail.meaningsTitle}</summary>
      <dl>
        {names.map((name) => (
          <div key={name}>
            <dt>{copy.detail.columns[name]}</dt>
            <dd>{copy.detail.meanings[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Columns = NonNullable<TableProps<SettlementLine>['columns']>;
type Meant = keyof typeof copy.detail.meanings;

const commonColumns = {
  before: ['feeForService'],
  after: ['entitlement', 'special', 'prepaid', 'deductions', 'final'],
} as const satisfies Record<string, readonly Meant[]>;

function columnsOf(method: SettlementView['method'], openCode: string | null, onOpen: LinesTableProps['onOpen']): Columns {
  const { columns } = copy.detail;
  return [
    {
      title: columns.institution,
      key: 'institution',
      render: (_, line) => {
        const isOpen = line.code === openCode;
        return (
          <>
            <Button type="link" size="small" aria-expanded={isOpen} onClick={() => onOpen(isOpen ? null : line.code)}>
              {line.name}
            </Button>
            {line.members > 1 ? <span className={styles.group}>{copy.detail.group(line.members)}</span> : null}
            {line.objections > 0 ? <span className={styles.mark}>{copy.detail.objected(line.openObjections, line.objections)}</span> : null}
            {line.carriedFen === 0 ? null : <span className={styles.group}>{copy.detail.carried(yuanText(line.carriedFen))}</span>}
            {line.disposal === null ? null : <StatusTag kind="disposal" value={line.disposal.kind} />}
          </>
        );
      },
    },
    amountColumn('feeForService', (line) => line.feeForServiceFen),
    ...(method === 'points' ? pointColumns : [amountColumn('ceiling', (line) => line.ceilingFen)]),
    amountColumn('entitlement', (line) => line.entitlementFen),
    amountColumn('special', (line) => line.specialFen),
    amountColumn('prepaid', (line) => line.prepaidFen),
    amountColumn('deductions', (line) => line.deductionsFen),
    amountColumn('final', (line) => line.finalFen),
  ];
}

function amountColumn(name: Meant, amountOf: (line: SettlementLine) => number | null): Columns[number] {
  return { title: copy.detail.columns[name], key: name, align: 'right', render: (_, line) => <Money fen={amountOf(line)} /> };
}

const pointColumns: Columns = [
  { title: copy.detail.columns.weight, key: 'weight', align: 'right', render: (_, line) => (line.weight === null ? copy.detail.none : percentText(line.weight)) },
  { title: copy.detail.columns.points, key: 'points', align: 'right', render: (_, line) => line.points ?? copy.detail.none },
];
