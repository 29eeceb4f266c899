import { settlement as copy } from '@/app/_copy/settlement';
import Link from '@/app/_ui/link';
import styles from '../settlements.module.css';
import type { SettlementView } from './settlement-view';

export const tabs = ['lines', 'objections', 'closing', 'course'] as const;
export type Tab = (typeof tabs)[number];

export function tabHref(id: string, tab: Tab): string {
  return `/settlements/detail?id=${encodeURIComponent(id)}${tab === 'lines' ? '' : `&tab=${tab}`}`;
}

export function lineHref(id: string, line: { readonly poolId: string; readonly code: string }): string {
  return `${tabHref(id, 'lines')}&pool=${encodeURIComponent(line.poolId)}&line=${encodeURIComponent(line.code)}`;
}

/** The parts of a settlement's page; each has an address of its own. */
export function SectionNav({ view, tab }: { readonly view: SettlementView; readonly tab: Tab }) {
  const open = view.lines.reduce((sum, line) => sum + line.openObjections, 0);
  const names = { ...copy.detail.tabs, objections: copy.detail.tabs.objections(open) };
  return (
    <nav className={styles.tabs} aria-label={copy.detail.tabs.label}>
      {tabs.map((each) => (
        <Link key={each} href={tabHref(view.id, each)} aria-current={each === tab ? 'page' : undefined}>
          {names[each]}
        </Link>
      ))}
    </nav>
  );
}
