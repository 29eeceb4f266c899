import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** A wide table's place: it scrolls by itself, and by keyboard, so that the page does not. */
export function ScrollArea({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
