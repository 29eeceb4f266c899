'use client';

import { useState } from 'react';
import { record } from '@/app/_copy/resident-record';
import { Button } from '@/app/_ui/button';
import { WhyNot } from '@/app/_ui/why-not';
import type { Scope } from '@/server/domain/permission/scopes';
import { ContactDialog, HomeDialog } from './contact-dialogs';
import { ComeBackDialog, DeathDialog, MovingAwayDialog, WithdrawDeathDialog } from './life-dialogs';
import { ParticularsDialog } from './particulars-dialog';
import type { ChangeDialogProps, Person } from './person';
import { CoverageDialog, KeyGroupsDialog } from './standing-dialogs';

interface Change {
  readonly name: string;
  readonly scope: Scope;
  readonly fits: (person: Person) => boolean;
  readonly Dialog: (props: ChangeDialogProps) => React.ReactNode;
}

const alive = (person: Person) => person.deathDay === null;

/** Everything that can be changed of a record, in the order a desk needs it. */
const changes: readonly Change[] = [
  { name: record.contact.open, scope: 'resident:change', fits: () => true, Dialog: ContactDialog },
  { name: record.groups.open, scope: 'resident:change', fits: () => true, Dialog: KeyGroupsDialog },
  { name: record.home.open, scope: 'resident:change', fits: alive, Dialog: HomeDialog },
  { name: record.coverage.open, scope: 'resident:correct', fits: () => true, Dialog: CoverageDialog },
  { name: record.particulars.open, scope: 'resident:correct', fits: () => true, Dialog: ParticularsDialog },
  { name: record.away.open, scope: 'resident:change', fits: (person) => alive(person) && person.movedOutOn === null, Dialog: MovingAwayDialog },
  { name: record.away.back, scope: 'resident:change', fits: (person) => alive(person) && person.movedOutOn !== null, Dialog: ComeBackDialog },
  { name: record.death.open, scope: 'resident:death', fits: alive, Dialog: DeathDialog },
  { name: record.death.withdraw, scope: 'resident:correct', fits: (person) => !alive(person), Dialog: WithdrawDeathDialog },
];

interface ChangeMenuProps {
  readonly person: Person;
  readonly can: (scope: Scope) => boolean;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
}

/** The changes that fit a record, as buttons; what somebody else has to do is said instead of hidden. */
export function ChangeMenu({ person, can, onDone }: ChangeMenuProps) {
  const [open, setOpen] = useState<Change | null>(null);
  const fitting = changes.filter(({ fits }) => fits(person));
  const own = fitting.filter(({ scope }) => can(scope));
  const others = fitting.filter(({ scope }) => !can(scope));
  if (own.length === 0) return null;
  return (
    <>
      <div role="group" aria-label={record.change.menu} style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
        {own.map((change) => (
          <Button key={change.name} onClick={() => setOpen(change)}>
            {change.name}
          </Button>
        ))}
      </div>
      {others.length > 0 ? <WhyNot title={others.map(({ name }) => name).join('、')} sentences={[record.change.noScope]} /> : null}
      {open ? (
        <open.Dialog
          person={person}
          onDone={(change) => {
            setOpen(null);
            onDone(change);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}
