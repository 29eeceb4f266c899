'use client';

import type { ReactNode } from 'react';
import type { ReferralDetail } from '../use-referral';
import { CloseForm, FollowUpForm, ReceiveForm, ReturnForm } from '../care-plan/care-acts';
import { AcceptForm } from './accept-form';
import type { ActProps } from './act';
import { WordsForm } from './act-words';
import { AgreeForm } from './agree-form';
import { CompleteForm } from './complete-form';
import { TakeForm } from './offer-forms';
import { PlainAct } from './plain-act';
import { QueueForm } from './queue-form';
import { RedirectForm } from './redirect-form';

export type ActionName = ReferralDetail['actions'][number]['action'];

interface Act {
  readonly key: string;
  readonly form: (props: ActProps) => ReactNode;
  /** Ends something that cannot be taken up again. */
  readonly danger?: boolean;
}

/** The acts that have a form on this page, each with the key that opens it. What is done elsewhere is not here. */
export const actForms: Readonly<Partial<Record<ActionName, Act>>> = {
  agree: { key: 'G', form: (props) => <AgreeForm {...props} /> },
  accept: { key: 'A', form: (props) => <AcceptForm {...props} /> },
  queue: { key: 'Q', form: (props) => <QueueForm {...props} /> },
  take: { key: 'Y', form: (props) => <TakeForm {...props} /> },
  ask_info: { key: 'I', form: (props) => <WordsForm action="ask_info" {...props} /> },
  give_info: { key: 'I', form: (props) => <WordsForm action="give_info" {...props} /> },
  redirect: { key: 'R', form: (props) => <RedirectForm {...props} /> },
  decline: { key: 'D', form: (props) => <WordsForm action="decline" {...props} />, danger: true },
  arrive: { key: 'E', form: (props) => <PlainAct action="arrive" {...props} /> },
  treat: { key: 'T', form: (props) => <PlainAct action="treat" {...props} /> },
  complete: { key: 'F', form: (props) => <CompleteForm {...props} /> },
  return: { key: 'B', form: ({ shown, onClose }) => <ReturnForm referralId={shown.referral.id} version={shown.version} kind={shown.referral.kind} onClose={onClose} /> },
  receive: { key: 'V', form: ({ shown, onClose }) => <ReceiveForm referralId={shown.referral.id} version={shown.version} onClose={onClose} /> },
  follow_up: { key: 'U', form: ({ shown, onClose }) => <FollowUpForm referralId={shown.referral.id} version={shown.version} taskKey={null} onClose={onClose} /> },
  close: { key: 'C', form: ({ shown, onClose }) => <CloseForm referralId={shown.referral.id} version={shown.version} onClose={onClose} /> },
  miss: { key: 'N', form: (props) => <PlainAct action="miss" {...props} />, danger: true },
  leave: { key: 'L', form: (props) => <WordsForm action="leave" {...props} /> },
  cancel: { key: 'X', form: (props) => <WordsForm action="cancel" {...props} />, danger: true },
  die: { key: 'M', form: (props) => <PlainAct action="die" {...props} />, danger: true },
};

/** In the order of their buttons: what leads on first, what ends it last. */
export const actOrder = ['agree', 'accept', 'queue', 'take', 'give_info', 'ask_info', 'arrive', 'treat', 'complete', 'return', 'receive', 'follow_up', 'close', 'redirect', 'decline', 'leave', 'miss', 'cancel', 'die'] as const satisfies readonly ActionName[];
