import { doors } from '@/app/_copy/own-doors';
import { Go } from '../../go';
import { DigitsField } from '../../digits-field';
import styles from '../../resident.module.css';

interface CodeProps {
  readonly searchParams: Promise<{ readonly problem?: string }>;
}

/** The digits that came, or did not: the page is the same for everybody. */
export default async function DoorCode({ searchParams }: CodeProps) {
  const { problem } = await searchParams;
  const { code } = doors;
  const sentence = problem === 'many' ? code.many : problem === 'refused' ? code.refused : null;
  return (
    <>
      <h1>{sentence ? code.titleWithProblem : code.title}</h1>
      {sentence ? (
        <p id="problem" role="alert" className={styles.problem}>
          {sentence}
        </p>
      ) : (
        <p>{code.sent}</p>
      )}
      <form method="post" action="/api/auth/resident/enter" className={styles.form}>
        <DigitsField name="digits" label={code.label} isWrong={sentence !== null} />
        <button type="submit">{code.submit}</button>
      </form>
      <p>{code.nothing}</p>
      <Go as="quietAction" href="/r/by-phone">
        {code.again}
      </Go>
    </>
  );
}
