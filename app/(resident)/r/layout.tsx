import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { resident } from '@/app/_copy/resident';
import styles from './resident.module.css';

export const metadata: Metadata = { title: resident.banner };

/** The frame of the resident's phone pages: rendered on the server, native controls, nothing that needs a script. */
export default function ResidentLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.banner}>{resident.banner}</header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>{resident.footer}</footer>
    </div>
  );
}
