import { own } from '@/app/_copy/own';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatInstant } from '@/app/_ui/moment';
import styles from '../resident.module.css';

type Lookup = RouterOutputs['own']['lookups'][number];

export function OwnLookups({ lookups }: { readonly lookups: readonly Lookup[] }) {
  const { lookups: copy } = own;
  return (
    <section id="lookups" className={styles.card} aria-labelledby="lookups-title">
      <h1 id="lookups-title">{copy.title}</h1>
      {lookups.length === 0 ? (
        <p>{copy.none}</p>
      ) : (
        <>
          <p>{copy.summary(lookups.length)}</p>
          <details className={styles.more}>
            <summary>{copy.list(lookups.length)}</summary>
            <ul className={styles.list}>
              {lookups.map((lookup, index) => (
                <li key={`${lookup.at}-${index}`}>
                  <p className={styles.strong}>{formatInstant(lookup.at)}</p>
                  <p>{copy.line(lookup.role, lookup.workplace, lookup.action)}</p>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}
