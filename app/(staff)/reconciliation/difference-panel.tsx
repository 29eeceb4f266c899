import { insutypes, labelOf, levels, medTypes } from '@/app/_copy/labels';
import { comparisonClasses as classNames, marks as markNames, reconciliation as copy } from '@/app/_copy/reconciliation';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import type { Steps } from '@/app/_ui/use-walk';
import { useScopes } from '@/app/_ui/use-self';
import { WalkPanel } from '@/app/_ui/walk-panel';
import { openClasses } from '@/server/domain/reconciliation/comparison';
import { visitHref } from '../visits/visit-href';
import type { DifferenceRow } from './difference-table';
import { MarkForm } from './mark-form';

interface DifferencePanelProps {
  readonly row: DifferenceRow;
  readonly place: string;
  readonly steps: Steps;
  readonly onClose: () => void;
  /** After it was marked. */
  readonly onDone: () => void;
}

/** One difference: both sides beside each other, what was made of it, and what can be made of it. */
export function DifferencePanel({ row, place, steps, onClose, onDone }: DifferencePanelProps) {
  const can = useScopes();
  const { detail } = copy;
  const markable = openClasses.some((name) => name === row.class);
  return (
    <WalkPanel title={detail.title} words={detail} place={place} steps={steps} onClose={onClose}>
      <p>
        {row.residentName} · {row.institutionName}（{labelOf(levels, row.level)}） · {row.settledAt.slice(0, 16)} · {labelOf(insutypes, row.insutype)} {labelOf(medTypes, row.medType)} · {classNames[row.class]}{' '}
        <StatusTag kind="difference" value={row.status} />
      </p>
      <BothSides row={row} />
      <p>
        <Link href={visitHref(row)}>{detail.visit}</Link>
      </p>
      <p>
        {row.mark === null || row.markedByName === null || row.mark === 'open' ? detail.noMark : detail.marked(markNames[row.mark], row.markedByName, formatInstant(row.markedAt))} {row.note}
      </p>
      {row.status === 'reopened' ? <p role="status">{detail.lapsed}</p> : null}
      {can('reconciliation:work') && markable ? <MarkForm rows={[row]} onDone={onDone} /> : null}
      <p>{detail.keys}</p>
    </WalkPanel>
  );
}

function BothSides({ row }: { readonly row: DifferenceRow }) {
  const { compare } = copy.detail;
  const lines = [
    { item: compare.total, reported: row.totalFen, ours: row.totalFen },
    { item: compare.inScope, reported: row.inScopeFen, ours: row.inScopeFen },
    { item: compare.deductible, reported: row.reportedDeductibleFen, ours: row.deductiblePaidFen },
    { item: compare.pool, reported: row.reportedPoolFen, ours: row.payFen },
    { item: compare.enhancement, reported: null, ours: row.enhancementFen },
    { item: compare.funds, reported: row.reportedFundFen, ours: row.fundsFen },
  ];
  return (
    <Table
      rowKey="item"
      size="small"
      rows={lines}
      columns={[
        { title: compare.item, dataIndex: 'item' },
        { title: compare.reported, key: 'reported', align: 'right', render: (_, line) => <Money fen={line.reported} /> },
        { title: compare.ours, key: 'ours', align: 'right', render: (_, line) => <Money fen={line.ours} /> },
        { title: compare.gap, key: 'gap', align: 'right', render: (_, line) => <Money fen={line.reported === null ? null : line.reported - line.ours} /> },
      ]}
    />
  );
}
