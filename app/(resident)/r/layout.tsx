import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { own } from '@/app/_copy/own';
import { doors } from '@/app/_copy/own-doors';
import styles from './resident.module.css';
import { isLarge } from './view';

export const metadata: Metadata = { title: own.banner };

/** The frame of the resident's phone pages: rendered on the server, native controls, nothing that needs a script. */
export default async function ResidentLayout({ children }: { readonly children: ReactNode }) {
  const large = await isLarge();
  return (
    <div className={large ? `${styles.frame} ${styles.large}` : styles.frame}>
      <header className={styles.banner}>
        <span>{own.banner}</span>
        <form method="post" action="/api/resident/view">
          <input type="hidden" name="large" value={large ? '0' : '1'} />
          <button type="submit">{large ? doors.view.normal : doors.view.large}</button>
        </form>
      </header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>{own.footer}</footer>
    </div>
  );
}
