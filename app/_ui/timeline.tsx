import type { Instant } from '@/server/domain/kernel/instant';
import { formatInstant } from './moment';
import styles from './ui.module.css';

export interface TimelineEvent {
  readonly at: Instant;
  readonly title: string;
  readonly actorName: string;
  readonly note?: string | null;
}

/** What happened to something, in the order given. */
export function EventTimeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <ol className={styles.timeline}>
      {events.map((event, index) => (
        <li key={`${event.at}-${index}`}>
          <span className={styles.timelineTitle}>{event.title}</span>
          <span className={styles.timelineMeta}>
            <time dateTime={new Date(event.at).toISOString()}>{formatInstant(event.at)}</time> {event.actorName}
          </span>
          {event.note ? <p className={styles.timelineNote}>{event.note}</p> : null}
        </li>
      ))}
    </ol>
  );
}
