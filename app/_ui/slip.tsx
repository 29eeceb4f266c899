import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from './button';
import styles from './slip.module.css';

interface SlipProps {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
  /** The code beside the words that say what it is for. */
  readonly code: ReactNode;
  readonly signatures: readonly string[];
  /** What was agreed to, between the code and the signatures. */
  readonly children?: ReactNode;
}

/** A sheet that somebody is handed: a plain table, a code, and lines to sign on. */
export function Slip({ title, rows, code, signatures, children }: SlipProps) {
  return (
    <article className={styles.slip} aria-label={title}>
      <h2>{title}</h2>
      <table className={styles.rows}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.code}>{code}</div>
      {children}
      <div className={styles.signatures}>
        {signatures.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </article>
  );
}

/** What stands above a slip on the screen and not on paper. */
export function SlipTools({ children }: { readonly children: ReactNode }) {
  return <div className={styles.screenOnly}>{children}</div>;
}

/** To paper, or back to where one came from. */
export function PrintTools({ print, back, backHref }: { readonly print: string; readonly back: string; readonly backHref: string }) {
  return (
    <SlipTools>
      <Button type="primary" onClick={() => window.print()}>
        {print}
      </Button>
      <Link href={backHref}>
        <Button>{back}</Button>
      </Link>
    </SlipTools>
  );
}
