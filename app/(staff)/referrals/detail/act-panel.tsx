'use client';

import { Button } from 'antd';
import { useState } from 'react';
import { labelOf, referralActions } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { sentenceOf } from '@/app/_copy/refusals';
import { Section } from '@/app/_ui/page';
import type { ReferralDetail } from '../use-referral';
import { AcceptForm } from './accept-form';
import type { ActProps } from './act';
import { CompleteForm } from './complete-form';
import { PlainAct } from './plain-act';
import { ReasonForm } from './reason-form';

type ActionName = ReferralDetail['actions'][number]['action'];

/** What can be done now as buttons, the chosen one's form below them, and for all others why not. */
export function ActPanel({ shown }: { readonly shown: ReferralDetail }) {
  const open = shown.actions.filter(({ refusals }) => refusals.length === 0).map(({ action }) => action);
  // Another side's actions are not this reader's to be told about, save that it waits for them.
  const barred = shown.actions.filter(({ refusals }) => refusals.length > 0 && refusals.every(({ code }) => code !== 'referral.not_permitted'));
  const [first] = open;
  const [chosen, setChosen] = useState<ActionName | null>(first === 'accept' ? 'accept' : null);
  if (open.length === 0 && barred.length === 0) return null;
  return (
    <Section title={copy.detail.actions}>
      {open.length === 0 ? <p>{copy.acts.nothing}</p> : null}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
        {open.map((action) => (
          <Button key={action} type={action === first ? 'primary' : 'default'} danger={action === 'cancel' || action === 'decline'} aria-pressed={chosen === action} onClick={() => setChosen(action)}>
            {copy.acts[action]}
          </Button>
        ))}
      </div>
      {chosen !== null && open.includes(chosen) ? <ActForm action={chosen} shown={shown} onClose={() => setChosen(null)} /> : null}
      {barred.length > 0 ? (
        <details>
          <summary>{copy.acts.whyNot}</summary>
          <ul>
            {barred.map(({ action, refusals }) => (
              <li key={action}>{copy.acts.whyNotItem(labelOf(referralActions, action), refusals.map(sentenceOf).join(''))}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}

function ActForm({ action, ...props }: ActProps & { readonly action: ActionName }) {
  switch (action) {
    case 'accept':
      return <AcceptForm {...props} />;
    case 'decline':
    case 'cancel':
      return <ReasonForm key={action} action={action} {...props} />;
    case 'complete':
      return <CompleteForm {...props} />;
    case 'arrive':
    case 'return':
    case 'miss':
      return <PlainAct key={action} action={action} {...props} />;
  }
}
