'use client';

import { quota as quotaCopy } from '@/app/_copy/quota';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { weekday } from '@/server/domain/kernel/calendar-day';
import styles from './new.module.css';
import type { DraftForm, DraftView } from './use-draft-form';

/** What the draft holds and until when; that a hold was lost is said here, beside what to do about it. */
export function HoldNote({ form }: { readonly form: DraftForm }) {
  const { isPlacing, placeError, body } = form;
  const { hold, places } = form.view;
  const what = places.map(placeText).join('；') || copy.hold.unnamed;
  return (
    <div className={hold.standing === 'lost' ? styles.warned : styles.hold} aria-live="polite">
      {hold.standing === 'held' ? <p>{copy.hold.held(what, formatInstant(hold.until).slice(11))}</p> : null}
      {hold.standing === 'lost' ? <p>{copy.hold.lost}</p> : null}
      {hold.standing === 'none' ? <p>{isPlacing ? copy.hold.placing : copy.hold.none}</p> : null}
      <RefusalList error={placeError} />
      {hold.standing === 'none' ? null : (
        <>
          {hold.standing === 'lost' ? (
            <Button loading={isPlacing} onClick={() => form.place(body.places)}>
              {copy.hold.again}
            </Button>
          ) : null}{' '}
          <Button disabled={isPlacing} onClick={() => form.place({ sessionId: null, stay: null })}>
            {copy.hold.release}
          </Button>
        </>
      )}
    </div>
  );
}

function placeText({ institutionName, departmentName, resourceName, day, startsAt, nights }: DraftView['places'][number]): string {
  const name = quotaCopy.weekdays[weekday(day) - 1] ?? '';
  const when = nights === null ? `${day} ${name} ${formatInstant(startsAt).slice(11)}` : copy.ward(day, name, nights);
  return `${when} ${copy.slotPlace(institutionName, departmentName, resourceName)}`;
}
