'use client';

import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import Link from '@/app/_ui/link';
import { useScopes } from '@/app/_ui/use-self';
import type { Scope } from '@/server/domain/permission/scopes';
import styles from './staff-shell.module.css';

interface Entry {
  readonly name: keyof typeof shell.menu;
  /** Without it the screen is of no use. */
  readonly scope: Scope;
  /** Where it is, when not under its own name. */
  readonly path?: string;
}

/** The screens by what they are about, in the order of the chain: a person, their care, the money, the upkeep. */
const groups: readonly { readonly name: keyof typeof shell.menuGroups; readonly entries: readonly Entry[] }[] = [
  {
    name: 'people',
    entries: [
      { name: 'residents', scope: 'resident:read' },
      { name: 'contracts', scope: 'contract:read' },
      { name: 'fulfilment', scope: 'service:read' },
      { name: 'teams', scope: 'team:read' },
      { name: 'imports', scope: 'import:review' },
      { name: 'coverage', scope: 'coverage:read' },
    ],
  },
  {
    name: 'care',
    entries: [
      { name: 'referrals', scope: 'referral:read' },
      { name: 'checkIn', path: '/referrals/check-in', scope: 'referral:close' },
      { name: 'waiting', scope: 'referral:read', path: '/referrals/waiting' },
      { name: 'returning', scope: 'referral:read', path: '/referrals/returning' },
      { name: 'consults', scope: 'referral:read' },
      { name: 'recognitions', scope: 'recognition:read' },
      { name: 'quotas', scope: 'quota:read' },
      { name: 'reports', scope: 'report:read', path: '/referrals/reports' },
      { name: 'visits', scope: 'visit:read' },
    ],
  },
  {
    name: 'money',
    entries: [
      { name: 'reconciliation', scope: 'reconciliation:read' },
      { name: 'warnings', scope: 'warning:read' },
      { name: 'budgets', scope: 'budget:read' },
      { name: 'assessments', scope: 'assessment:read' },
      { name: 'settlements', scope: 'settlement:read' },
      { name: 'monitoring', scope: 'monitoring:read' },
    ],
  },
  {
    name: 'upkeep',
    entries: [
      { name: 'policies', scope: 'policy:read' },
      { name: 'diagnoses', scope: 'diagnosis:import' },
      { name: 'specialty', path: '/quotas/specialty', scope: 'specialty:manage' },
      { name: 'agreements', scope: 'agreement:read' },
      { name: 'notices', scope: 'worklist:read' },
      { name: 'audit', scope: 'audit:read' },
      { name: 'accounts', scope: 'account:read' },
    ],
  },
];

/** On a phone it is folded under a button, or it would stand before every screen; going anywhere folds it again. */
export function StaffMenu() {
  const may = useScopes();
  const [isOpen, setOpen] = useState(false);
  const fold = () => setOpen(false);
  const shown = groups.map(({ name, entries }) => ({ name, entries: entries.filter(({ scope }) => may(scope)) })).filter(({ entries }) => entries.length > 0);
  return (
    <nav className={styles.menu} aria-label={shell.mainMenu}>
      <button type="button" className={styles.menuButton} aria-expanded={isOpen} aria-controls="menu" onClick={() => setOpen(!isOpen)}>
        {isOpen ? shell.closeMenu : shell.openMenu}
      </button>
      <div id="menu" className={isOpen ? undefined : styles.folded}>
        <ul>{may('worklist:read') ? <MenuLink name="worklist" onGo={fold} /> : null}</ul>
        {shown.map(({ name, entries }) => (
          <div key={name}>
            <p id={`menu-${name}`} className={styles.menuGroup}>
              {shell.menuGroups[name]}
            </p>
            <ul aria-labelledby={`menu-${name}`}>
              {entries.map((entry) => (
                <MenuLink key={entry.name} {...entry} onGo={fold} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}

function MenuLink({ name, path = `/${name}`, onGo }: Pick<Entry, 'name' | 'path'> & { readonly onGo: () => void }) {
  const here = usePathname();
  return (
    <li>
      <Link href={path} onClick={onGo} aria-current={isWithin(here, path) && !isElsewhere(here, path) ? 'page' : undefined}>
        {shell.menu[name]}
      </Link>
    </li>
  );
}

function isWithin(here: string, path: string): boolean {
  return here === path || here.startsWith(`${path}/`);
}

/** Under the path, and yet a screen that stands in the menu by itself. */
function isElsewhere(here: string, path: string): boolean {
  return groups.some(({ entries }) => entries.some((entry) => entry.path !== undefined && entry.path !== path && isWithin(entry.path, path) && isWithin(here, entry.path)));
}
