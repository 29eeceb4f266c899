import { resident } from '@/app/_copy/resident';
import styles from './resident.module.css';

export default function ResidentStart() {
  const { start } = resident;
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
