'use client';

import type { ReactNode } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import { Button } from '@/app/_ui/button';
import { Money, yuanText } from '@/app/_ui/money';
import { percentText } from '@/app/_ui/quantity';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { type Columns, Table } from '@/app/_ui/table';
import { unreachable } from '@/server/domain/kernel/outcome';
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
        rows={lines}
        size="small"
        emptyText={copy.detail.noLines}
        columns={columnsOf(method, openCode, onOpen)}
        below={(line) => (line.code === openCode ? panelOf(line) : null)}
      />
    </ScrollArea>
  );
}

/** What the columns mean, once for all pools. */
export function ColumnMeanings({ method }: { readonly method: SettlementView['method'] }) {
  const names = amountsOf(method);
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

type Meant = keyof typeof copy.detail.meanings;

/** The amounts that a method's lines are made of, in the order they are worked out. */
function amountsOf(method: SettlementView['method']): readonly Meant[] {
  switch (method) {
    case 'points':
      return ['feeForService', 'weight', 'points', 'entitlement', 'special', 'withheld', 'prepaid', 'deductions', 'final'];
    case 'per_head_ceiling':
      return ['feeForService', 'ceiling', 'entitlement', 'prepaid', 'deductions', 'final'];
    case 'alliance_total':
      return ['limit', 'used', 'balance', 'entitlement', 'outside', 'prepaid', 'deductions', 'final'];
    case 'total_kept_or_borne':
      return ['limit', 'used', 'balance', 'entitlement', 'outside', 'withheld', 'prepaid', 'deductions', 'final'];
    case 'composite':
      return ['limit', 'points', 'used', 'balance', 'entitlement', 'outside', 'prepaid', 'deductions', 'final'];
    default:
      return unreachable(method);
  }
}

const cells: Readonly<Record<Meant, (line: SettlementLine) => ReactNode>> = {
  feeForService: (line) => <Money fen={line.feeForServiceFen} />,
  weight: (line) => (line.weight === null ? copy.detail.none : percentText(line.weight)),
  points: (line) => line.points ?? copy.detail.none,
  ceiling: (line) => <Money fen={line.ceilingFen} />,
  limit: (line) => <Money fen={line.ceilingFen} />,
  used: (line) => <Money fen={line.feeForServiceFen} />,
  balance: (line) => <Money fen={line.balance === null ? null : line.balance.surplusFen - line.balance.overspendFen} />,
  entitlement: (line) => <Money fen={line.entitlementFen} />,
  special: (line) => <Money fen={line.specialFen} />,
  outside: (line) => <Money fen={line.outsideFen} />,
  withheld: (line) => <Money fen={line.withheldFen} />,
  prepaid: (line) => <Money fen={line.prepaidFen} />,
  deductions: (line) => <Money fen={line.deductionsFen} />,
  final: (line) => <Money fen={line.finalFen} />,
};

function columnsOf(method: SettlementView['method'], openCode: string | null, onOpen: LinesTableProps['onOpen']): Columns<SettlementLine> {
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
    ...amountsOf(method).map((name): Columns<SettlementLine>[number] => ({ title: columns[name], key: name, align: 'right', render: (_, line) => cells[name](line) })),
  ];
}
