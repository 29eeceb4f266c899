import type { ReactNode } from 'react';
import { referralMeasures, referralReport } from '@/app/_copy/referral-report';
import { Facts, Section } from '@/app/_ui/page';
import type { SentMeasure } from '@/server/domain/referral-report/measures';
import type { FlowSummary } from './flow-report';
import { NumberLink, percentOf } from './number-link';
import styles from './reports.module.css';

const copy = referralReport.flow;

interface FlowMeasuresProps {
  readonly summary: FlowSummary;
  readonly followUpDays: number;
  readonly hrefOf: (measure: string) => string;
}

/** Every number of the whole, in the order of a referral's life; each opens to its referrals. */
export function FlowMeasures({ summary, followUpDays, hrefOf }: FlowMeasuresProps) {
  const numbers = (measures: readonly SentMeasure[]) =>
    measures.map((measure) => ({ name: referralMeasures[measure], value: <NumberLink count={summary.counts[measure]} what={referralMeasures[measure]} href={hrefOf(measure)} /> }));
  const { rates } = copy;
  return (
    <>
      <Section title={copy.volume}>
        <Facts items={numbers(['sent', 'up', 'down', 'lateral', 'signed', 'external'])} />
      </Section>
      <Section title={copy.answers}>
        <p className={styles.note}>{copy.answersText}</p>
        <Facts
          items={[
            { name: rates.inTime, value: <strong>{percentOf(summary.answeredInTime)}</strong> },
            ...spreadItems(summary.answerMinutes, copy.minutes),
            ...numbers(['answered_in_time', 'answered_late', 'unanswered_overdue']),
          ]}
        />
      </Section>
      <Section title={copy.waits}>
        <p className={styles.note}>{copy.waitsText}</p>
        <Facts
          items={[
            { name: rates.promise, value: <strong>{percentOf(summary.promisesKept)}</strong> },
            ...spreadItems(summary.waitDays, copy.days),
            ...numbers(['queued', 'placed', 'waiting', 'promise_kept', 'promise_broken']),
          ]}
        />
      </Section>
      <Section title={copy.ends}>
        <Facts items={numbers(['arrived', 'completed', 'returned', 'declined', 'redirected', 'went_elsewhere', 'cancelled', 'expired', 'died'])} />
      </Section>
      <Section title={copy.closure}>
        <p className={styles.note}>{copy.closureText(followUpDays)}</p>
        <Facts
          items={[
            { name: rates.closure, value: <strong>{percentOf(summary.closure)}</strong> },
            ...numbers(['closure_due', 'closure_done']),
            { name: rates.followUp, value: <strong>{percentOf(summary.followedUpInTime)}</strong> },
            ...numbers(['follow_up_in_time', 'follow_up_late', 'follow_up_pending']),
          ]}
        />
      </Section>
      <Section title={copy.consults}>
        <Facts
          items={[
            { name: rates.inTime, value: <strong>{percentOf(summary.consultsInTime)}</strong> },
            ...spreadItems(summary.consultMinutes, copy.minutes),
            ...numbers(['consult_asked', 'consult_replied', 'consult_in_time', 'consult_late']),
          ]}
        />
      </Section>
    </>
  );
}

function spreadItems(spread: FlowSummary['answerMinutes'], say: (value: number) => string): { name: string; value: ReactNode }[] {
  return [
    { name: copy.median, value: spread === null ? referralReport.none : say(spread.median) },
    { name: copy.p90, value: spread === null ? referralReport.none : copy.within(say(spread.p90)) },
  ];
}
