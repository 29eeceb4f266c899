import { acts } from '@/app/_copy/own-acts';
import { Go } from '../go';
import styles from '../resident.module.css';

/** The way back to the overview, at the foot of every page. */
export function HomeLink() {
  return (
    <p className={styles.foot}>
      <Go as="quietAction" href="/r/me">
        {acts.back}
      </Go>
    </p>
  );
}
