'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { shell } from '@/app/_copy/shell';
import { useScopes } from '@/app/_ui/use-self';
import type { Scope } from '@/server/domain/permission/scopes';
import styles from './staff-shell.module.css';

/** Each screen and the scope it is of no use without. */
const entries: readonly { readonly name: keyof typeof shell.menu; readonly scope: Scope }[] = [
  { name: 'worklist', scope: 'worklist:read' },
  { name: 'residents', scope: 'resident:read' },
  { name: 'contracts', scope: 'contract:read' },
  { name: 'imports', scope: 'import:review' },
  { name: 'fulfilment', scope: 'service:read' },
  { name: 'teams', scope: 'team:read' },
  { name: 'referrals', scope: 'referral:read' },
  { name: 'recognitions', scope: 'recognition:read' },
  { name: 'quotas', scope: 'quota:read' },
  { name: 'visits', scope: 'visit:read' },
  { name: 'reconciliation', scope: 'reconciliation:read' },
  { name: 'warnings', scope: 'warning:read' },
  { name: 'budgets', scope: 'budget:read' },
  { name: 'assessments', scope: 'assessment:read' },
  { name: 'settlements', scope: 'settlement:read' },
  { name: 'coverage', scope: 'coverage:read' },
  { name: 'monitoring', scope: 'monitoring:read' },
  { name: 'agreements', scope: 'agreement:read' },
  { name: 'policies', scope: 'policy:read' },
  { name: 'notices', scope: 'worklist:read' },
  { name: 'audit', scope: 'audit:read' },
  { name: 'accounts', scope: 'account:read' },
];

export function StaffMenu() {
  const may = useScopes();
  const path = usePathname();
  return (
    <nav className={styles.menu} aria-label={shell.mainMenu}>
      <ul>
        {entries
          .filter(({ scope }) => may(scope))
          .map(({ name }) => {
            const here = path === `/${name}` || path.startsWith(`/${name}/`);
            return (
              <li key={name}>
                <Link href={`/${name}`} aria-current={here ? 'page' : undefined} prefetch={false}>
                  {shell.menu[name]}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
