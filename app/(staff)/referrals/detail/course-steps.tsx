import { labelOf, referralStatuses } from '@/app/_copy/labels';
import { course } from '@/app/_copy/referral-course';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import type { ReferralDetail } from '../use-referral';
import styles from './detail.module.css';

type Step = keyof typeof course.steps.names;

const bodily: readonly Step[] = ['sent', 'answered', 'arrived', 'treated', 'completed', 'returned', 'received', 'followed', 'closed'];
const consult: readonly Step[] = ['sent', 'answered', 'closed'];
const unanswered: ReadonlySet<string> = new Set(['sent', 'info_wanted', 'waiting']);
const ends: ReadonlySet<string> = new Set(['declined', 'redirected', 'cancelled', 'expired', 'went_elsewhere', 'died']);

/** How far it has come: each step with its moment, the one it stands at marked. */
export function CourseSteps({ shown: { referral } }: { readonly shown: ReferralDetail }) {
  const asked = referral.status === 'awaiting_consent' || referral.status === 'draft';
  const steps: readonly Step[] = [...(asked ? (['asked'] as const) : []), ...(referral.kind === 'e_consult' ? consult : bodily)];
  const moments: Readonly<Record<Step, number | null>> = {
    asked: null,
    sent: referral.sentAt,
    answered: referral.answeredAt,
    arrived: referral.arrivedAt,
    treated: referral.treatedAt,
    completed: referral.completedAt,
    returned: referral.returnedAt,
    received: referral.receivedAt,
    followed: referral.followedUpAt,
    closed: referral.closedAt,
  };
  const ended = ends.has(referral.status);
  // Steps may be passed over, such as treatment after a clinic visit: what comes after the last one reached is ahead.
  const reached = steps.findLastIndex((step) => moments[step] !== null);
  // A question or a turn on the waiting list is an answer, and not the last one.
  const ahead = unanswered.has(referral.status) ? steps.indexOf('answered') : Math.min(reached + 1, steps.length - 1);
  const current = ended || referral.status === 'closed' ? -1 : ahead;
  return (
    <Section title={course.steps.title}>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const at = moments[step];
          return (
            <li key={step} className={index === current ? styles.current : at !== null ? styles.done : index < reached ? styles.passed : undefined} aria-current={index === current ? 'step' : undefined}>
              <span>{course.steps.names[step]}</span>
              <span className={styles.moment}>{index === current ? course.steps.current : at === null ? '' : formatInstant(at)}</span>
            </li>
          );
        })}
      </ol>
      {ended ? <p>{course.steps.ended(labelOf(referralStatuses, referral.status))}</p> : null}
    </Section>
  );
}
