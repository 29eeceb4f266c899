'use client';

import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { Money } from '@/app/_ui/money';
import { Facts, Section } from '@/app/_ui/page';
import { WhyPanel } from '@/app/_ui/why-panel';
import styles from '../settlements.module.css';
import type { SettlementView } from './settlement-view';

/** Each pool's total with its working. */
export function PoolBlocks({ view }: { readonly view: SettlementView }) {
  return (
    <Section title={copy.detail.pools}>
      <div className={styles.stack}>
        {view.pools.map((pool) => (
          <div key={pool.id} className={styles.pool}>
            <h3>{labelOf(pools, pool.id)}</h3>
            <Facts
              items={[
                { name: copy.detail.poolTotal, value: <Money fen={pool.settlementTotalFen} /> },
                { name: copy.detail.shared, value: <Money fen={pool.retainedOrSharedFen} /> },
                ...(pool.totalPoints === null ? [] : [{ name: copy.detail.points, value: pool.totalPoints.toLocaleString('zh-CN') }]),
                ...(pool.pointValue === null ? [] : [{ name: copy.detail.pointValue, value: pool.pointValue }]),
              ]}
            />
            <WhyPanel title={copy.detail.poolWhy(labelOf(pools, pool.id))} steps={pool.working} open={false} />
          </div>
        ))}
        <p className={view.entitlementsAddUp ? styles.good : styles.bad}>{view.entitlementsAddUp ? copy.detail.addsUp : copy.detail.doesNotAddUp}</p>
      </div>
    </Section>
  );
}
