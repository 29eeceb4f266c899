'use client';

import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { Money } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import styles from '../settlements.module.css';
import type { SettlementView } from './settlement-view';

type LeftOut = SettlementView['leftOut'][number];

/** What the year cost that this settlement does not settle, and why not. */
export function LeftOutTable({ view }: { readonly view: SettlementView }) {
  if (view.leftOut.length === 0) return null;
  const { leftOutColumns: columns } = copy.detail;
  return (
    <Section title={copy.detail.leftOut}>
      <p className={styles.help}>{copy.detail.leftOutHelp}</p>
      <ScrollArea label={copy.detail.leftOut}>
        <Table<LeftOut>
          rowKey={(row) => `${row.pool}/${row.institutionCode ?? ''}`}
          rows={view.leftOut}
          size="small"
          columns={[
            { title: columns.institution, key: 'institution', render: (_, row) => row.name ?? copy.detail.wholePool },
            { title: columns.pool, key: 'pool', render: (_, row) => labelOf(pools, row.pool) },
            { title: columns.amount, key: 'amount', align: 'right', render: (_, row) => <Money fen={row.feeForServiceFen} /> },
            { title: columns.reason, key: 'reason', render: (_, row) => copy.detail.leftOutReasons[row.reason] },
          ]}
        />
      </ScrollArea>
    </Section>
  );
}
