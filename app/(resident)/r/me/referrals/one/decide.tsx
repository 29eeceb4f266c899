import { ownReferral as copy, type OwnReferralDeed } from '@/app/_copy/own-referral';
import type { ResidentApi } from '@/app/_trpc/server';
import { reasonLimit } from '@/server/domain/referral/texts';
import styles from '../../../resident.module.css';

type View = Awaited<ReturnType<ResidentApi['own']['referral']>>;

interface Decided {
  readonly shown: Pick<View, 'referralId' | 'number'>;
}

/** What every form about a referral carries: which one, what is decided, and the page to come back to. */
export function Carried({ shown: { referralId, number }, deed }: Decided & { readonly deed: OwnReferralDeed }) {
  const fields = { deed, referral: referralId, number, back: `/r/me/referrals/one?number=${encodeURIComponent(number)}` };
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

/** To be referred or not: what follows is said first, and saying no is as easy as saying yes. */
export function ConsentForms({ shown }: { readonly shown: View }) {
  const { consent } = copy;
  return (
    <section className={`${styles.card} ${styles.todo}`} aria-labelledby="consent">
      <h2 id="consent">{consent.title}</h2>
      <p>{consent.lead(shown.doctorName ?? '', shown.toInstitutionName, shown.departmentName)}</p>
      <p className={styles.strong}>{consent.what}</p>
      <ul className={styles.steps}>
        {consent.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <form method="post" action="/api/resident/referral" className={styles.form}>
        <Carried shown={shown} deed="agree" />
        <button type="submit">{consent.agree}</button>
      </form>
      <form method="post" action="/api/resident/referral" className={styles.form}>
        <Carried shown={shown} deed="refuse" />
        <label htmlFor="refuse-reason">{consent.refuseReason}</label>
        <span className={styles.hint}>{consent.refuseHint}</span>
        <input id="refuse-reason" name="reason" className={styles.wide} autoComplete="off" maxLength={reasonLimit} />
        <button type="submit" className={styles.quiet}>
          {consent.refuse}
        </button>
      </form>
    </section>
  );
}

/** Calling it off: folded away, so that nobody does it by touching the wrong thing. */
export function CancelForm({ shown }: { readonly shown: View }) {
  const { cancel } = copy;
  return (
    <details className={styles.more}>
      <summary>{cancel.title}</summary>
      <form method="post" action="/api/resident/referral" className={styles.form}>
        <Carried shown={shown} deed="cancel" />
        <p>{cancel.hint}</p>
        <label htmlFor="cancel-reason">{cancel.reason}</label>
        <select id="cancel-reason" name="reason">
          {cancel.reasons.map((reason) => (
            <option key={reason} value={reason}>
              {reason}
            </option>
          ))}
        </select>
        <label htmlFor="cancel-own">{cancel.own}</label>
        <input id="cancel-own" name="own" className={styles.wide} autoComplete="off" maxLength={reasonLimit} />
        <button type="submit" className={styles.quiet}>
          {cancel.submit}
        </button>
      </form>
    </details>
  );
}
