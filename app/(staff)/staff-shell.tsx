'use client';

import type { ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import { ApiProvider } from '@/app/_trpc/client';
import { askFirst } from './ask-first';
import { StaffHeader } from './staff-header';
import { StaffMenu } from './staff-menu';
import styles from './staff-shell.module.css';

/** The frame round every staff screen: skip link, header, menu by the person's scopes, and the screen. */
export function StaffShell({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <ApiProvider askFirst={askFirst}>
        <a className={styles.skip} href="#content">
          {shell.skipToContent}
        </a>
        <StaffHeader />
        <div className={styles.body}>
          <StaffMenu />
          <main id="content" tabIndex={-1} className={styles.content}>
            {children}
          </main>
        </div>
      </ApiProvider>
    </div>
  );
}
