import { team as copy } from '@/app/_copy/team';
import type { Load } from '@/server/domain/registry/capacity';
import styles from './teams.module.css';

/** How full somebody is: a bar, and the same in words, because a colour alone says nothing. */
export function LoadBar({ name, load }: { readonly name: string; readonly load: Load }) {
  const { signed, capacity, left, state } = load;
  const over = signed - capacity;
  return (
    <div className={styles.load}>
      <meter aria-label={copy.load.label(name)} min={0} max={Math.max(capacity, signed, 1)} value={signed} />
      <span className={styles.loadText}>{copy.load.text(signed, capacity)}</span>
      <span className={state === 'ok' ? styles.state : `${styles.state} ${styles.warn}`}>{over > 0 ? copy.load.over(over) : copy.load.states[state](left)}</span>
    </div>
  );
}
