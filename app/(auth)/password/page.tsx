import type { Metadata } from 'next';
import { shell } from '@/app/_copy/shell';
import { password } from '@/app/_copy/sign-in';
import { ownPath } from '@/app/_ui/own-path';
import styles from '../sign-in/sign-in.module.css';
import { PasswordForm } from './password-form';

export const metadata: Metadata = { title: `${password.title} · ${shell.productName}` };

type Parameter = string | readonly string[] | undefined;

interface PasswordProps {
  readonly searchParams: Promise<{ readonly problem?: Parameter; readonly next?: Parameter; readonly done?: Parameter }>;
}

/** Where a first password is changed, and any other: rendered on the server and sent as a plain form. */
export default async function PasswordPage({ searchParams }: PasswordProps) {
  const { problem, next, done } = await searchParams;
  const goOn = ownPath(allOf(next)[0]);
  const codes = allOf(problem).filter((code) => password.refusal(code) !== undefined);
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <p className={styles.brand}>{shell.productName}</p>
        <p className={styles.line}>{shell.productLine}</p>
        {done === undefined ? <PasswordForm codes={codes} next={goOn} /> : <Changed next={goOn} />}
      </div>
    </main>
  );
}

function Changed({ next }: { readonly next: string }) {
  return (
    <>
      <h1>{password.doneTitle}</h1>
      <p role="status" className={styles.intro}>
        {password.done}
      </p>
      <p className={styles.residents}>
        {/* Loaded anew: what the screens asked for before was answered to nobody. */}
        <a href={next}>{password.goOn}</a>
      </p>
    </>
  );
}

function allOf(parameter: Parameter): readonly string[] {
  return parameter === undefined ? [] : typeof parameter === 'string' ? [parameter] : parameter;
}
