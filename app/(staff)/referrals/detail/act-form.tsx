'use client';

import type { ReactNode } from 'react';
import { Kit } from '../../kit';
import { CloseForm, FollowUpForm, ReceiveForm, ReturnForm } from '../care-plan/care-acts';
import { AcceptForm } from './accept-form';
import type { ActProps } from './act';
import { WordsForm } from './act-words';
import type { ActName } from './acts';
import { AgreeForm } from './agree-form';
import { CompleteForm } from './complete-form';
import { TakeForm } from './offer-forms';
import { PlainAct } from './plain-act';
import { QueueForm } from './queue-form';
import { RedirectForm } from './redirect-form';

const forms: Readonly<Record<ActName, (props: ActProps) => ReactNode>> = {
  agree: (props) => <AgreeForm {...props} />,
  accept: (props) => <AcceptForm {...props} />,
  queue: (props) => <QueueForm {...props} />,
  take: (props) => <TakeForm {...props} />,
  ask_info: (props) => <WordsForm action="ask_info" {...props} />,
  give_info: (props) => <WordsForm action="give_info" {...props} />,
  redirect: (props) => <RedirectForm {...props} />,
  decline: (props) => <WordsForm action="decline" {...props} />,
  arrive: (props) => <PlainAct action="arrive" {...props} />,
  treat: (props) => <PlainAct action="treat" {...props} />,
  complete: (props) => <CompleteForm {...props} />,
  return: ({ shown, onClose }) => <ReturnForm referralId={shown.referral.id} version={shown.version} kind={shown.referral.kind} onClose={onClose} />,
  receive: ({ shown, onClose }) => <ReceiveForm referralId={shown.referral.id} version={shown.version} onClose={onClose} />,
  follow_up: ({ shown, onClose }) => <FollowUpForm referralId={shown.referral.id} version={shown.version} taskKey={null} onClose={onClose} />,
  close: ({ shown, onClose }) => <CloseForm referralId={shown.referral.id} version={shown.version} onClose={onClose} />,
  miss: (props) => <PlainAct action="miss" {...props} />,
  leave: (props) => <WordsForm action="leave" {...props} />,
  cancel: (props) => <WordsForm action="cancel" {...props} />,
  die: (props) => <PlainAct action="die" {...props} />,
};

/** The form of one act, fetched once somebody has chosen it. */
export function ActForm({ action, ...props }: ActProps & { readonly action: ActName }) {
  return <Kit>{forms[action](props)}</Kit>;
}
