import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { shell } from '@/app/_copy/shell';
import { signIn } from '@/app/_copy/sign-in';
import { SignInForm } from './sign-in-form';
import styles from './sign-in.module.css';

export const metadata: Metadata = { title: `${signIn.title} · ${shell.productName}` };

export default function SignInPage() {
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <p className={styles.brand}>{shell.productName}</p>
        <p className={styles.line}>{shell.productLine}</p>
        <h1>{signIn.title}</h1>
        <p className={styles.intro}>{signIn.intro}</p>
        <Suspense>
          <SignInForm />
        </Suspense>
        <p className={styles.residents}>
          <Link href="/r" prefetch={false}>
            {signIn.residents}
          </Link>
        </p>
      </div>
    </main>
  );
}
