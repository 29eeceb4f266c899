import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { own } from '@/app/_copy/own';
import styles from './resident.module.css';

export const metadata: Metadata = { title: own.banner };

/** The frame of the resident's phone pages: rendered on the server, native controls, nothing that needs a script. */
export default function ResidentLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.banner}>{own.banner}</header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>{own.footer}</footer>
    </div>
  );
}
