'use client';

import { shell } from './_copy/shell';
import styles from './plain.module.css';

export default function PageCrashed({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main className={styles.plain}>
      <title>{`${shell.crashed.title} · ${shell.productName}`}</title>
      <h1>{shell.crashed.title}</h1>
      <p role="alert">{shell.crashed.text}</p>
      <button type="button" onClick={reset}>
        {shell.crashed.again}
      </button>
    </main>
  );
}
