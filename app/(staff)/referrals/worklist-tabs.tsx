import { desk as copy } from '@/app/_copy/referral-desk';
import { Segments } from '@/app/_ui/segments';
import { tabsOf, type WorklistSide, worklistSides, type WorklistTab } from '@/server/domain/referral/worklists';
import styles from './worklist.module.css';

interface SidesProps {
  readonly side: WorklistSide;
  readonly onSide: (side: WorklistSide) => void;
}

export function WorklistSides({ side, onSide }: SidesProps) {
  return (
    <Segments
      label={copy.sidesLabel}
      value={side}
      onChange={(value) => onSide(value)}
      options={worklistSides.map((value) => ({ value, label: copy.sides[value] }))}
    />
  );
}

interface TabsProps {
  readonly side: WorklistSide;
  readonly tab: WorklistTab;
  readonly counts: Readonly<Partial<Record<WorklistTab, number>>> | undefined;
  readonly onTab: (tab: WorklistTab) => void;
}

/** The stages of the work, each with how much there is by the filters below. */
export function WorklistTabs({ side, tab, counts, onTab }: TabsProps) {
  return (
    <ul className={styles.tabs} aria-label={copy.tabsLabel}>
      {tabsOf(side).map((each) => {
        const count = counts?.[each];
        return (
          <li key={each}>
            <button type="button" aria-pressed={each === tab} onClick={() => onTab(each)}>
              {copy.tab(side, each)}
              {count === undefined ? null : <span className={count === 0 ? `${styles.count} ${styles.countZero}` : styles.count}>{count.toLocaleString('zh-CN')}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
