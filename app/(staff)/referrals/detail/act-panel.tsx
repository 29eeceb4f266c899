'use client';

import dynamic from 'next/dynamic';
import { useCallback, useMemo, useState } from 'react';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { shell } from '@/app/_copy/shell';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { useSentenceOf } from '@/app/_ui/sentences';
import type { ReferralDetail } from '../use-referral';
import { type Act, type ActName, actOrder, acts } from './acts';
import styles from './detail.module.css';
import { useActKeys } from './use-act-keys';

/** Most readers of a referral open no form; whoever does waits for it once. */
const fetchForm = () => import('./act-form');
const ActForm = dynamic(() => fetchForm().then((form) => form.ActForm), { ssr: false, loading: () => <p role="status">{shell.loading}</p> });

/** Whose turn it is, what can be done now, by button or key, with the chosen act's form below; and for the rest why not. */
export function ActPanel({ shown }: { readonly shown: ReferralDetail }) {
  const open = useMemo(() => actOrder.filter((action) => shown.actions.some((offered) => offered.action === action && offered.refusals.length === 0)), [shown.actions]);
  const [first] = open;
  const [chosen, setChosen] = useState<ActName | null>(first === 'accept' || first === 'give_info' ? first : null);
  const close = useCallback(() => setChosen(null), []);
  const keys = useMemo(() => new Map(open.map((action) => [acts[action].key, () => setChosen(action)] as const)), [open]);
  useActKeys(keys, close);
  const isOpen = chosen !== null && open.includes(chosen);
  return (
    <Section title={copy.detail.actions}>
      <p className={styles.turn}>{turnOf(shown)}</p>
      {shown.referral.kind === 'e_consult' ? (
        <p>
          {course.acts.consult} <Link href={`/consults/detail?id=${shown.referral.id}`}>{course.acts.openConsult}</Link>
        </p>
      ) : null}
      {open.length > 0 ? (
        <div className={styles.acts} role="group" aria-label={course.acts.choose}>
          {open.map((action) => (
            <ActButton key={action} action={action} isFirst={action === first} isChosen={action === chosen} onChoose={() => setChosen(action)} />
          ))}
        </div>
      ) : null}
      {open.length > 0 ? <p className={styles.hint}>{course.acts.keysHint}</p> : null}
      {isOpen ? (
        <div role="region" aria-label={course.acts.chosen(course.acts.names[chosen])} key={chosen}>
          <ActForm action={chosen} shown={shown} onClose={close} />
        </div>
      ) : null}
      <Barred shown={shown} />
    </Section>
  );
}

interface ActButtonProps {
  readonly action: ActName;
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function ActButton({ action, isFirst, isChosen, onChoose }: ActButtonProps) {
  const act: Act = acts[action];
  return (
    <Button type={isFirst ? 'primary' : 'default'} danger={act.danger} aria-pressed={isChosen} aria-keyshortcuts={act.key} title={course.acts.key(act.key)} onPointerEnter={() => void fetchForm()} onFocus={() => void fetchForm()} onClick={onChoose}>
      {course.acts.names[action]}
      <kbd className={styles.key} aria-hidden="true">
        {act.key}
      </kbd>
    </Button>
  );
}

/** Another role's acts are not this reader's to be told about; of the reader's own, each says what keeps it. */
function Barred({ shown }: { readonly shown: ReferralDetail }) {
  const [isAsked, setAsked] = useState(false);
  const barred = shown.actions.filter(({ action, refusals }) => refusals.length > 0 && isOfReader(refusals.map(({ code }) => code)) && (shown.referral.kind === 'e_consult' || !consultActs.has(action)));
  const sentenceOf = useSentenceOf(isAsked);
  if (barred.length === 0) return null;
  return (
    <details onToggle={() => setAsked(true)}>
      <summary>{course.acts.whyNot}</summary>
      <ul>{sentenceOf && barred.map(({ action, refusals }) => <li key={action}>{course.acts.whyNotItem(course.acts.names[action], refusals.map(sentenceOf).join(''))}</li>)}</ul>
    </details>
  );
}

const consultActs: ReadonlySet<string> = new Set(['reply', 'ask_again']);

/** What is another role's, of another kind, or neither this side's nor due now, is left unsaid. */
function isOfReader(codes: readonly string[]): boolean {
  if (codes.includes('referral.not_permitted') || codes.includes('referral.wrong_kind')) return false;
  return !(codes.includes('referral.wrong_side') && codes.includes('referral.wrong_status'));
}

const receivers: ReadonlySet<string> = new Set(['sent', 'waiting', 'accepted', 'arrived', 'in_treatment', 'completed']);
const senders: ReadonlySet<string> = new Set(['draft', 'info_wanted', 'returned', 'received', 'followed_up']);

/** Who has to do something next. */
function turnOf({ referral, sides, toInstitutionName, fromInstitutionName }: ReferralDetail): string {
  const { status } = referral;
  const waits = status === 'awaiting_consent' ? course.turn.patient : receivers.has(status) ? toInstitutionName : senders.has(status) ? fromInstitutionName : null;
  if (waits === null) return course.turn.over;
  const mine = (receivers.has(status) && sides.includes('receiver')) || (senders.has(status) && sides.includes('sender'));
  return mine ? course.turn.you(course.turn.todo[status] ?? '') : course.turn.other(waits);
}
