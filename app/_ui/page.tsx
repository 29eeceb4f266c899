'use client';

import type { ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import styles from './ui.module.css';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What can be done from here, at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a staff screen: one heading, a line that says what it is for, its actions, and the work itself. */
export function Page({ title, description, actions, children }: PageProps) {
  return (
    <div className={styles.page}>
      <title>{`${title} · ${shell.productName}`}</title>
      <header className={styles.pageHead}>
        <div>
          <h1 className={styles.pageTitle}>{title}</h1>
          {description ? <p className={styles.pageDescription}>{description}</p> : null}
        </div>
        {actions ? <div className={styles.pageActions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A titled block of a screen. */
export function Section({ title, actions, children }: { readonly title: string; readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>{title}</h2>
        {actions ? <div className={styles.pageActions}>{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** What has just been done, told to those who listen as well; nothing while it is empty. */
export function Done({ said }: { readonly said: string }) {
  return (
    <p role="status" className={styles.done}>
      {said}
    </p>
  );
}

/** Names and values of one record. */
export function Facts({ items }: { readonly items: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {items.map(({ name, value }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
