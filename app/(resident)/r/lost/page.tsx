import { doors } from '@/app/_copy/own-doors';
import { Go } from '../go';
import styles from '../resident.module.css';

/** The way through the clinic. */
export default function LostBoth() {
  const { lost } = doors;
  return (
    <>
      <h1>{lost.title}</h1>
      <ol className={styles.steps}>
        {lost.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{lost.elder}</p>
      <p>{lost.child}</p>
      <Go as="quietAction" href="/r">
        {lost.back}
      </Go>
    </>
  );
}
