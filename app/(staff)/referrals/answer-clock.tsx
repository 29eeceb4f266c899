import { referral as copy } from '@/app/_copy/referral';
import { formatInstant, formatSince } from '@/app/_ui/moment';
import styles from '@/app/_ui/ui.module.css';
import { hourMs } from '@/server/domain/kernel/instant';
import type { ReferralStatus } from '@/server/domain/referral/codes';

interface AnswerClockProps {
  readonly status: ReferralStatus;
  readonly answerDueAt: number | null;
  readonly now: number;
}

/** By when an answer is owed, in words; the colour only repeats them. */
export function AnswerClock({ status, answerDueAt, now }: AnswerClockProps) {
  if (answerDueAt === null) return copy.clock.none;
  if (status !== 'sent') return <span className={`${styles.tag} ${styles.plain}`}>{copy.clock.answered}</span>;
  const since = formatSince(answerDueAt, now);
  const [tone, text] = answerDueAt <= now ? (['bad', copy.clock.over(since)] as const) : answerDueAt - now <= hourMs ? (['warn', copy.clock.soon(since)] as const) : (['active', copy.clock.left(since)] as const);
  return (
    <time className={`${styles.tag} ${styles[tone]}`} dateTime={new Date(answerDueAt).toISOString()} title={formatInstant(answerDueAt)}>
      {text}
    </time>
  );
}
