import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { verify } from '@/app/_copy/verify';
import styles from '../r/resident.module.css';

export const metadata: Metadata = { title: verify.banner, robots: { index: false, follow: false } };

/** The frame of the public page; like the resident's, it needs no script. */
export default function VerifyLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <header className={styles.banner}>{verify.banner}</header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>{verify.footer}</footer>
    </div>
  );
}
