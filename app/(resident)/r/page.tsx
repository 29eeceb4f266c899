import { own } from '@/app/_copy/own';
import { doors } from '@/app/_copy/own-doors';
import { Go } from './go';
import styles from './resident.module.css';

/** The three doors: the paper, the phone, and the clinic for whoever has neither. */
export default function ResidentStart() {
  const { start } = doors;
  return (
    <>
      <h1>{own.start.title}</h1>
      <section className={styles.card} aria-labelledby="paper">
        <h2 id="paper">{start.paperTitle}</h2>
        <p>{start.paper}</p>
      </section>
      <section className={styles.card} aria-labelledby="phone">
        <h2 id="phone">{start.phoneTitle}</h2>
        <p>{start.phone}</p>
        <Go as="action" href="/r/by-phone">
          {start.toPhone}
        </Go>
      </section>
      <section className={styles.card} aria-labelledby="lost">
        <h2 id="lost">{start.lostTitle}</h2>
        <p>{start.lost}</p>
        <Go as="quietAction" href="/r/lost">
          {start.toLost}
        </Go>
      </section>
    </>
  );
}
