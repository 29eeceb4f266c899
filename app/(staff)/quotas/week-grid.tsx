'use client';

import { Button } from 'antd';
import { useState } from 'react';
import { quota as copy } from '@/app/_copy/quota';
import { formatInstant } from '@/app/_ui/moment';
import { addDays } from '@/server/domain/kernel/calendar-day';
import type { SlotStatus } from '@/server/domain/quota/slot';
import { CancelDialog } from './cancel-dialog';
import styles from './quotas.module.css';

export interface ShownSession {
  readonly id: string;
  readonly day: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly capacity: number;
  readonly reserved: number;
  readonly urgentOnly: boolean;
  readonly opensOn: string;
  readonly releaseAt: number;
  readonly slots: Readonly<Record<SlotStatus, number>>;
}

interface WeekGridProps {
  readonly week: { readonly fromDay: string; readonly sessions: readonly ShownSession[] };
  readonly canPublish: boolean;
}

const shownStatuses = ['free', 'held', 'booked', 'used', 'no_show', 'released'] as const satisfies readonly SlotStatus[];

/** Seven days side by side; each clinic with what became of its reserved places, in words and as a bar. */
export function WeekGrid({ week, canPublish }: WeekGridProps) {
  const [ending, setEnding] = useState<ShownSession | null>(null);
  const [now] = useState(() => Date.now());
  if (week.sessions.length === 0) return <p>{copy.emptyWeek}</p>;
  const days = copy.weekdays.map((name, index) => ({ name, day: addDays(week.fromDay, index) }));
  return (
    <>
      <div className={styles.week} role="list">
        {days.map(({ name, day }) => {
          const own = week.sessions.filter((session) => session.day === day);
          return (
            <div key={day} className={styles.day} role="listitem">
              <h3 className={styles.dayName}>{copy.day(day.slice(5), name)}</h3>
              {own.length === 0 ? <p className={styles.none}>{copy.noSessions}</p> : null}
              {own.map((session) => (
                <SessionCard key={session.id} session={session} onCancel={canPublish && session.startsAt > now ? () => setEnding(session) : null} />
              ))}
            </div>
          );
        })}
      </div>
      {ending ? <CancelDialog session={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

export function timeOf({ startsAt, endsAt }: Pick<ShownSession, 'startsAt' | 'endsAt'>): string {
  return copy.session.time(formatInstant(startsAt).slice(11), formatInstant(endsAt).slice(11));
}

function SessionCard({ session, onCancel }: { readonly session: ShownSession; readonly onCancel: (() => void) | null }) {
  const { slots, reserved } = session;
  const taken = slots.held + slots.booked + slots.used + slots.no_show;
  return (
    <article className={styles.session}>
      <strong>{timeOf(session)}</strong>
      <span>
        {session.departmentName} {session.resourceName}
      </span>
      <span>{copy.session.capacity(session.capacity, reserved)}</span>
      {session.urgentOnly ? <span>{copy.session.urgentOnly}</span> : null}
      <meter className={styles.meter} min={0} max={Math.max(1, reserved)} value={taken} aria-label={copy.session.meter(taken, reserved)} />
      <span>{shownStatuses.filter((status) => slots[status] > 0).map((status) => copy.session.use(copy.session.uses[status], slots[status])).join(' · ')}</span>
      <span className={styles.terms}>
        {copy.session.opensOn(session.opensOn.slice(5))}，{copy.session.releaseAt(formatInstant(session.releaseAt).slice(5))}
      </span>
      {onCancel ? (
        <Button size="small" aria-label={copy.session.cancelLabel(session.departmentName, session.resourceName, timeOf(session))} onClick={onCancel}>
          {copy.session.cancel}
        </Button>
      ) : null}
    </article>
  );
}
