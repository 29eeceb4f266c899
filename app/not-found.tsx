import Link from 'next/link';
import { shell } from './_copy/shell';
import styles from './plain.module.css';

export default function NotFound() {
  return (
    <main className={styles.plain}>
      <title>{`${shell.notFound.title} · ${shell.productName}`}</title>
      <h1>{shell.notFound.title}</h1>
      <p>{shell.notFound.text}</p>
      <p>
        <Link href="/worklist">{shell.notFound.back}</Link>
      </p>
    </main>
  );
}
