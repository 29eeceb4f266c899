import type { Metadata } from 'next';
import { own } from '@/app/_copy/own';
import styles from '../resident.module.css';

// The code in the address opens nothing by itself, and still is nobody else's business.
export const metadata: Metadata = { referrer: 'same-origin' };

interface CheckProps {
  readonly params: Promise<{ readonly token: string }>;
  readonly searchParams: Promise<{ readonly problem?: string }>;
}

/** Asks for the last four characters, and says nothing about whose code this is, or whether it is one. */
export default async function ResidentCheck({ params, searchParams }: CheckProps) {
  const { token } = await params;
  const { problem } = await searchParams;
  const { check } = own;
  const sentence = problem === 'locked' ? check.locked : problem === 'refused' ? check.refused : null;
  return (
    <>
      <h1>{problem === 'locked' ? check.titleLocked : sentence ? check.titleWithProblem : check.title}</h1>
      {sentence ? (
        <p id="problem" role="alert" className={styles.problem}>
          {sentence}
        </p>
      ) : null}
      <form method="post" action="/api/auth/resident" className={styles.form}>
        <input type="hidden" name="code" value={decodeURIComponent(token)} />
        <label htmlFor="tail">{check.label}</label>
        <p id="hint" className={styles.hint}>
          {check.hint}
        </p>
        <input
          id="tail"
          name="tail"
          required
          minLength={4}
          maxLength={4}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby={sentence ? 'hint problem' : 'hint'}
          aria-invalid={sentence ? true : undefined}
        />
        <button type="submit">{check.submit}</button>
      </form>
    </>
  );
}
