'use client';

import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import { ApiProvider } from '@/app/_trpc/client';
import { StaffHeader } from './staff-header';
import { StaffMenu } from './staff-menu';
import styles from './staff-shell.module.css';
import { theme } from './theme';

/** The frame round every staff screen: skip link, header, menu by the person's scopes, and the screen. */
export function StaffShell({ children }: { readonly children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <div className={styles.frame}>
        <ApiProvider>
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
    </ConfigProvider>
  );
}
