'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { labelOf, sexes } from '@/app/_copy/labels';
import { desk } from '@/app/_copy/referral-desk';
import { failureOf, useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { useSentences } from '@/app/_ui/sentences';
import styles from '../worklist.module.css';
import { useReloadLists } from '../use-reload-lists';
import { ExpectedToday } from './expected-today';

type Slip = RouterOutputs['referralDesk']['checkIn'];

const copy = desk.slip;

/**
 * Who comes is checked in by the slip's number. A scanner types like a keyboard and ends with Enter, so the field keeps the focus and is empty
 * again for the next one; what became of the last one stays above it.
 */
export default function CheckInPage() {
  const trpc = useTRPC();
  const reload = useReloadLists();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [done, setDone] = useState<readonly Slip[]>([]);
  const slip = useMutation(trpc.referralDesk.slip.mutationOptions());
  const checkIn = useMutation(trpc.referralDesk.checkIn.mutationOptions());
  useEffect(() => field.current?.focus(), []);
  const run = (number: string, anyDay: boolean) => {
    if (number.trim() === '' || checkIn.isPending) return;
    slip.reset();
    checkIn.mutate(
      { number, anyDay },
      {
        onSuccess: (arrived) => {
          setDone((before) => [arrived, ...before]);
          void reload();
        },
        // Who it is and where to go on: shown where the slip is this hospital's.
        onError: () => slip.mutate({ number }),
        onSettled: () => {
          setTyped('');
          field.current?.focus();
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(typed, false);
  };
  const [last] = done;
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <Link href="/referrals?box=received&tab=to_arrive">
          <Button>{copy.back}</Button>
        </Link>
      }
    >
      <form onSubmit={submit} className={styles.scan}>
        <div className={styles.field}>
          <label htmlFor="slip-number">{copy.field}</label>
          <input id="slip-number" ref={field} autoComplete="off" spellCheck={false} maxLength={100} aria-describedby="slip-hint" value={typed} onChange={(event) => setTyped(event.target.value)} />
          <span id="slip-hint" className={styles.minor}>
            {copy.hint}
          </span>
        </div>
        <Button type="primary" size="large" htmlType="submit" disabled={checkIn.isPending}>
          {checkIn.isPending ? copy.working : copy.submit}
        </Button>
      </form>
      <div aria-live="assertive">
        {checkIn.isSuccess && last ? <Welcome slip={last} /> : null}
        {checkIn.error ? <TurnedAway error={checkIn.error} slip={slip.data ?? null} onAnyway={() => run(checkIn.variables?.number ?? '', true)} /> : null}
      </div>
      <ExpectedToday onArrive={(number) => run(number, false)} />
      <DoneToday done={done} />
    </Page>
  );
}

function Welcome({ slip }: { readonly slip: Slip }) {
  return (
    <section className={styles.welcome} aria-label={copy.title}>
      <p>
        <strong>{slip.resident ? copy.done(slip.resident.name) : copy.doneHidden}</strong>
      </p>
      <SlipFacts slip={slip} />
    </section>
  );
}

interface TurnedAwayProps {
  readonly error: unknown;
  readonly slip: Slip | null;
  readonly onAnyway: () => void;
}

function TurnedAway({ error, slip, onAnyway }: TurnedAwayProps) {
  const sentences = useSentences(error);
  const isOtherDay = failureOf(error).refusals.some(({ code }) => code === 'check_in.wrong_day');
  return (
    <section className={styles.turnedAway} aria-label={copy.refused}>
      {sentences?.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {slip ? <SlipFacts slip={slip} /> : null}
      <div className={styles.bar}>
        {isOtherDay ? (
          <Button type="primary" onClick={onAnyway}>
            {copy.anyway}
          </Button>
        ) : null}
        {slip ? (
          <Link href={`/referrals/detail?id=${slip.referralId}`}>
            <Button>{copy.open}</Button>
          </Link>
        ) : null}
      </div>
    </section>
  );
}

function SlipFacts({ slip }: { readonly slip: Slip }) {
  const { fields } = copy;
  const { resident } = slip;
  return (
    <Facts
      items={[
        ...(resident ? [{ name: fields.resident, value: desk.person(resident.name, labelOf(sexes, resident.sex), resident.age) }] : []),
        { name: fields.department, value: slip.departmentName },
        { name: fields.place, value: slip.placeStartsAt === null ? copy.noPlace : formatInstant(slip.placeStartsAt) },
        { name: fields.from, value: slip.fromInstitutionName },
        { name: fields.number, value: slip.number },
      ]}
    />
  );
}

function DoneToday({ done }: { readonly done: readonly Slip[] }) {
  return (
    <Section title={copy.todayDone}>
      {done.length === 0 ? <p>{copy.doneNone}</p> : null}
      <ul>
        {done.map((slip) => (
          <li key={slip.referralId}>
            <Link href={`/referrals/detail?id=${slip.referralId}`} style={{ textDecoration: 'underline' }}>
              {slip.resident?.name ?? slip.number}
            </Link>{' '}
            {slip.departmentName} {formatInstant(slip.arrivedAt)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
