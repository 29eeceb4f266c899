'use client';

import { useState } from 'react';
import { labelOf, recognitionActions } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { sentenceOf } from '@/app/_copy/refusals';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import type { RecognitionDetail } from '../use-recognition';
import { ApproveForm } from './approve-form';
import { DeclineForm } from './decline-form';
import { RevokeForm } from './revoke-form';
import { WithdrawForm } from './withdraw-form';

type ActionName = RecognitionDetail['actions'][number]['action'];

export interface ActProps {
  readonly shown: RecognitionDetail;
  readonly onClose: () => void;
}

/** What can be done now as buttons, the chosen one's form below them, and for all others why not. */
export function ActPanel({ shown }: { readonly shown: RecognitionDetail }) {
  const open = shown.actions.filter(({ refusals }) => refusals.length === 0).map(({ action }) => action);
  // What another role does is not this reader's to be told about.
  const barred = shown.actions.filter(({ refusals }) => refusals.length > 0 && refusals.every(({ code }) => code !== 'recognition.not_permitted'));
  const [first] = open;
  const [chosen, setChosen] = useState<ActionName | null>(first === 'approve' ? 'approve' : null);
  const { recognition } = shown;
  if (open.length === 0 && barred.length === 0) return null;
  return (
    <Section title={copy.detail.actions}>
      {open.length === 0 ? <p>{copy.acts.nothing}</p> : null}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
        {open.map((action) =>
          action === 'renew' ? (
            <Link key={action} href={`/recognitions/new?resident=${recognition.residentId}&renew=${recognition.id}&disease=${recognition.diseaseCode}`}>
              <Button type="primary">{copy.acts.renew}</Button>
            </Link>
          ) : (
            <Button key={action} type={action === first ? 'primary' : 'default'} danger={action !== 'approve'} aria-pressed={chosen === action} onClick={() => setChosen(action)}>
              {copy.acts[action]}
            </Button>
          ),
        )}
      </div>
      {chosen !== null && open.includes(chosen) ? <ActForm action={chosen} shown={shown} onClose={() => setChosen(null)} /> : null}
      {barred.length > 0 ? (
        <details>
          <summary>{copy.acts.whyNot}</summary>
          <ul>
            {barred.map(({ action, refusals }) => (
              <li key={action}>{copy.acts.whyNotItem(labelOf(recognitionActions, action), refusals.map(sentenceOf).join(''))}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}

function ActForm({ action, ...props }: ActProps & { readonly action: ActionName }) {
  switch (action) {
    case 'approve':
      return <ApproveForm {...props} />;
    case 'decline':
      return <DeclineForm {...props} />;
    case 'revoke':
      return <RevokeForm {...props} />;
    case 'withdraw':
      return <WithdrawForm {...props} />;
    case 'renew':
      return null;
  }
}
