import type { ReactNode } from 'react';
import styles from './resident.module.css';

interface GoProps {
  readonly href: string;
  /** How loud: the next step, another way, or a line of text. */
  readonly as: 'action' | 'quietAction' | 'textLink';
  readonly children: ReactNode;
}

/** A plain link: these pages are fetched whole, and no script is loaded to make them appear sooner. */
export function Go({ href, as, children }: GoProps) {
  return (
    <a className={styles[as]} href={href}>
      {children}
    </a>
  );
}
