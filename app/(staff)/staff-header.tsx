'use client';

import { useState } from 'react';
import { roles } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { Button, buttonLook } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { clearDrafts } from '@/app/_ui/use-draft';
import { useSelf } from '@/app/_ui/use-self';
import { NoticeBell } from './notice-bell';
import styles from './staff-shell.module.css';

export function StaffHeader() {
  const self = useSelf();
  return (
    <header className={styles.header}>
      <Link href="/worklist" className={styles.brand}>
        {shell.productName}
      </Link>
      {self ? (
        <div className={styles.person} role="group" aria-label={shell.account}>
          <span className={styles.personName}>{self.name}</span>
          <span>{[roles[self.role], self.title, self.workplace].filter(Boolean).join(' · ')}</span>
          <NoticeBell />
          <a href="/password" className={buttonLook({ size: 'small' })}>
            {shell.changePassword}
          </a>
          <SignOut />
        </div>
      ) : null}
    </header>
  );
}

function SignOut() {
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    const { signOut } = await import('next-auth/react');
    await signOut({ redirect: false });
    clearDrafts();
    window.location.assign('/sign-in');
  };
  return (
    <Button size="small" loading={leaving} onClick={() => void leave()}>
      {leaving ? shell.signingOut : shell.signOut}
    </Button>
  );
}
