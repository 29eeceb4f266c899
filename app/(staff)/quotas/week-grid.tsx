'use client';

import { capacity } from '@/app/_copy/capacity';
import { quota as copy } from '@/app/_copy/quota';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { addDays } from '@/server/domain/kernel/calendar-day';
import type { CapacityKind, SlotStatus } from '@/server/domain/quota/slot';
import styles from './quotas.module.css';

export interface ShownSession {
  readonly id: string;
  readonly kind: CapacityKind;
  readonly institutionCode: string;
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
  /** The hospitals' names by code, told where sessions of several stand side by side. */
  readonly hospitals: ReadonlyMap<string, string>;
}

const shownStatuses = ['free', 'held', 'booked', 'used', 'no_show', 'released'] as const satisfies readonly SlotStatus[];

/** Seven days side by side; each session with what became of its reserved places, in words and as a bar. */
export function WeekGrid({ week, hospitals }: WeekGridProps) {
  if (week.sessions.length === 0) return <p>{copy.emptyWeek}</p>;
  const areSeveral = new Set(week.sessions.map(({ institutionCode }) => institutionCode)).size > 1;
  const days = copy.weekdays.map((name, index) => ({ name, day: addDays(week.fromDay, index) }));
  return (
    <div className={styles.week} role="list">
      {days.map(({ name, day }) => {
        const own = week.sessions.filter((session) => session.day === day);
        return (
          <div key={day} className={styles.day} role="listitem">
            <h3 className={styles.dayName}>{copy.day(day.slice(5), name)}</h3>
            {own.length === 0 ? <p className={styles.none}>{copy.noSessions}</p> : null}
            {own.map((session) => (
              <SessionCard key={session.id} session={session} hospital={areSeveral ? (hospitals.get(session.institutionCode) ?? null) : null} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

export function timeOf({ startsAt, endsAt }: Pick<ShownSession, 'startsAt' | 'endsAt'>): string {
  return copy.session.time(formatInstant(startsAt).slice(11), formatInstant(endsAt).slice(11));
}

function SessionCard({ session, hospital }: { readonly session: ShownSession; readonly hospital: string | null }) {
  const { id, kind, slots, reserved, departmentName, resourceName } = session;
  const taken = slots.held + slots.booked + slots.used + slots.no_show;
  return (
    <article className={styles.session}>
      <strong>{timeOf(session)}</strong>
      {hospital ? <span className={styles.terms}>{hospital}</span> : null}
      <Link href={`/quotas/session?id=${id}`} aria-label={copy.session.open(departmentName, resourceName, timeOf(session))}>
        {departmentName} {resourceName}
      </Link>
      <span>{copy.session.capacity(session.capacity, capacity.unit[kind], reserved)}</span>
      {session.urgentOnly ? <span>{copy.session.urgentOnly}</span> : null}
      <meter className={styles.meter} min={0} max={Math.max(1, reserved)} value={taken} aria-label={copy.session.meter(taken, reserved)} />
      <span>{shownStatuses.filter((status) => slots[status] > 0).map((status) => copy.session.use(copy.session.uses[status], slots[status])).join(' · ')}</span>
      <span className={styles.terms}>
        {copy.session.opensOn(session.opensOn.slice(5))}，{copy.session.releaseAt(formatInstant(session.releaseAt).slice(5))}
      </span>
    </article>
  );
}
