import { own } from '@/app/_copy/own';
import styles from './resident.module.css';

export default function ResidentStart() {
  const { start } = own;
  return (
    <>
      <h1>{start.title}</h1>
      <p>{start.text}</p>
      <section className={styles.card} aria-labelledby="lost">
        <h2 id="lost">{start.lostTitle}</h2>
        <p>{start.lost}</p>
      </section>
    </>
  );
}
