import { doors } from '@/app/_copy/own-doors';
import { sentenceOf } from '@/app/_copy/refusals';
import { readFlash } from '@/app/api/resident/flash';
import styles from './resident.module.css';

/** Why the form that was just sent was not done; nothing on a page that is merely opened. */
export async function Problems({ shown }: { readonly shown: boolean }) {
  const refusals = shown ? await readFlash() : [];
  if (refusals.length === 0) return null;
  return (
    <div role="alert" id="problem" className={styles.problem}>
      <p className={styles.strong}>{doors.problem}</p>
      <ul className={styles.reasons}>
        {[...new Set(refusals.map(sentenceOf))].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
