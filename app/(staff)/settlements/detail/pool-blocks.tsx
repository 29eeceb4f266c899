'use client';

import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { Money } from '@/app/_ui/money';
import { Facts, Section } from '@/app/_ui/page';
import { WhyPanel } from '@/app/_ui/why-panel';
import styles from '../settlements.module.css';
import { LinePanel } from './line-panel';
import { ColumnMeanings, LinesTable } from './lines-table';
import type { SettlementView } from './settlement-view';

interface PoolBlocksProps {
  readonly view: SettlementView;
  readonly open: { readonly pool: string; readonly line: string; readonly page: number };
  readonly onOpen: (pool: string, line: string | null) => void;
  readonly onPage: (page: number) => void;
}

/** Each pool: its total with its working, and its lines, each of which opens beneath itself down to its visits. */
export function PoolBlocks({ view, open, onOpen, onPage }: PoolBlocksProps) {
  return (
    <Section title={copy.detail.lines}>
      <div className={styles.stack}>
        <p className={styles.help}>{copy.detail.linesHelp}</p>
        <ColumnMeanings method={view.method} />
        {view.pools.map((pool) => (
          <div key={pool.id} className={styles.pool}>
            <h3>{labelOf(pools, pool.id)}</h3>
            <Facts items={factsOf(pool, view.method)} />
            <WhyPanel title={copy.detail.poolWhy(labelOf(pools, pool.id))} steps={pool.working} open={false} />
            <LinesTable
              method={view.method}
              label={copy.detail.linesLabel(labelOf(pools, pool.id))}
              lines={view.lines.filter((line) => line.poolId === pool.id)}
              openCode={open.pool === pool.id && open.line !== '' ? open.line : null}
              onOpen={(line) => onOpen(pool.id, line)}
              panelOf={(line) => <LinePanel view={view} line={line} page={open.page} onPage={onPage} onClose={() => onOpen(pool.id, null)} />}
            />
          </div>
        ))}
        <p className={view.entitlementsAddUp ? styles.good : styles.bad}>{view.entitlementsAddUp ? copy.detail.addsUp : copy.detail.doesNotAddUp}</p>
      </div>
    </Section>
  );
}

const byAlliance: readonly SettlementView['method'][] = ['alliance_total', 'total_kept_or_borne', 'composite'];

function factsOf(pool: SettlementView['pools'][number], method: SettlementView['method']) {
  return [
    { name: copy.detail.poolTotal, value: <Money fen={pool.settlementTotalFen} /> },
    { name: byAlliance.includes(method) ? copy.detail.fundBears : copy.detail.shared, value: <Money fen={pool.retainedOrSharedFen} /> },
    ...(pool.totalPoints === null ? [] : [{ name: copy.detail.points, value: pool.totalPoints.toLocaleString('zh-CN') }]),
    ...(pool.pointValue === null ? [] : [{ name: copy.detail.pointValue, value: pool.pointValue }]),
  ];
}
