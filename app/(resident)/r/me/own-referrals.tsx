import { labelOf, referralKinds } from '@/app/_copy/labels';
import { own } from '@/app/_copy/own';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import { civilTimeOf, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { CheckInCode } from './check-in-code';
import styles from '../resident.module.css';

type Referral = RouterOutputs['own']['referrals'][number];

export function OwnReferrals({ referrals }: { readonly referrals: readonly Referral[] }) {
  const { referrals: copy } = own;
  return (
    <section id="referrals" className={styles.card} aria-labelledby="referrals-title">
      <h1 id="referrals-title">{copy.title}</h1>
      {referrals.length === 0 ? <p>{copy.none}</p> : null}
      <ul className={styles.list}>
        {referrals.map((referral) => (
          <li key={referral.number}>
            <p className={styles.lead}>{copy.standing(referral.status)}</p>
            <OneReferral referral={referral} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneReferral({ referral }: { readonly referral: Referral }) {
  const { referrals: copy } = own;
  const coming = referral.status === 'sent' || referral.status === 'accepted';
  return (
    <>
      <p>
        {referral.toInstitutionName} {referral.departmentName} {labelOf(referralKinds, referral.kind)}
        {referral.sentAt === null ? null : copy.sent(formatDayInWords(dayOfInstant(referral.sentAt)))}
      </p>
      {coming ? (
        <dl className={styles.facts}>
          <dt>{copy.when}</dt>
          <dd>{referral.slotStartsAt === null ? copy.noTime : momentInWords(referral.slotStartsAt)}</dd>
          <dt>{copy.bringTitle}</dt>
          <dd>{copy.bring(referral.kind)}</dd>
        </dl>
      ) : null}
      {coming && referral.kind !== 'e_consult' ? <CheckInCode number={referral.number} /> : null}
      {referral.status === 'declined' && referral.declineReason ? <p>{copy.declinedFor(referral.declineReason)}</p> : null}
      {referral.followUpDay ? <p>{copy.followUp(formatDayInWords(referral.followUpDay))}</p> : null}
    </>
  );
}

function momentInWords(at: number): string {
  return own.referrals.at(formatDayInWords(dayOfInstant(at)), civilTimeOf(at).slice(11, 16));
}
