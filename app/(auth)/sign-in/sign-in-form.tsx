'use client';

import { signIn as askToSignIn } from 'next-auth/react';
import { useSearchParams } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { signIn } from '@/app/_copy/sign-in';
import { ownPath } from '@/app/_ui/own-path';
import { claimDrafts } from '@/app/_ui/use-draft';
import styles from './sign-in.module.css';

export function SignInForm() {
  const search = useSearchParams();
  const told = search.get('error');
  const [problem, setProblem] = useState<string | null>(told ? signIn.refusal(told) : null);
  const [busy, setBusy] = useState(false);
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (problem) alert.current?.focus();
  }, [problem]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const userName = textOf(form, 'userName').trim();
    const password = textOf(form, 'password');
    setProblem(null);
    if (!userName || !password) return setProblem(signIn.missing);
    setBusy(true);
    const refusal = await refusalOfSignIn(userName, password);
    if (refusal !== null) {
      setProblem(refusal);
      return setBusy(false);
    }
    claimDrafts(userName);
    window.location.assign(ownPath(search.get('next')));
  };

  return (
    <form className={styles.form} method="post" onSubmit={submit} noValidate>
      {problem ? (
        <p ref={alert} role="alert" tabIndex={-1} className={styles.problem}>
          {problem}
        </p>
      ) : null}
      <label htmlFor="userName">{signIn.userName}</label>
      <input id="userName" name="userName" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      <label htmlFor="password">{signIn.password}</label>
      <input id="password" name="password" type="password" autoComplete="current-password" required />
      <button type="submit" disabled={busy}>
        {busy ? signIn.submitting : signIn.submit}
      </button>
    </form>
  );
}

/** Why the sign-in failed, as a sentence; null when it did not. */
async function refusalOfSignIn(userName: string, password: string): Promise<string | null> {
  try {
    const answer = await askToSignIn('credentials', { userName, password, redirect: false });
    if (answer?.ok && !answer.error) return null;
    return signIn.refusal(answer?.error ?? '');
  } catch {
    return signIn.offline;
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
