import { own } from '@/app/_copy/own';
import { ownReferral as copy } from '@/app/_copy/own-referral';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import { civilTimeOf, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { openReferralStatuses, type ReferralStatus } from '@/server/domain/referral/codes';
import { Go } from '../../go';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

type Referral = RouterOutputs['own']['referrals'][number];

/** What the person is asked to decide first, then what is under way, then what is over. */
export default async function OwnReferralsPage({ searchParams }: { readonly searchParams: Promise<{ readonly problem?: string }> }) {
  const api = await signedIn();
  const { problem } = await searchParams;
  const referrals = await api.own.referrals();
  const open: readonly ReferralStatus[] = openReferralStatuses;
  const toDo = referrals.filter(({ status }) => status === 'awaiting_consent');
  const now = referrals.filter(({ status }) => status !== 'awaiting_consent' && open.includes(status));
  const before = referrals.filter(({ status }) => !open.includes(status));
  return (
    <>
      <h1>{copy.list.title}</h1>
      <Problems shown={problem === '1'} />
      {referrals.length === 0 ? <p>{copy.list.none}</p> : null}
      <Group title={copy.list.toDo} referrals={toDo} />
      <Group title={copy.list.now} referrals={now} />
      <Group title={copy.list.before} referrals={before} />
      <HomeLink />
    </>
  );
}

function Group({ title, referrals }: { readonly title: string; readonly referrals: readonly Referral[] }) {
  if (referrals.length === 0) return null;
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {referrals.map((referral) => (
          <li key={referral.number}>
            <p className={styles.lead}>{own.referrals.standing(referral.status)}</p>
            <p>
              {referral.toInstitutionName} {copy.what(referral.kind, referral.departmentName)}
            </p>
            <When referral={referral} />
            <Go as={referral.status === 'awaiting_consent' ? 'action' : 'quietAction'} href={`/r/me/referrals/one?number=${encodeURIComponent(referral.number)}`}>
              <span aria-label={copy.list.openOf(referral.toInstitutionName)}>{copy.list.open}</span>
            </Go>
          </li>
        ))}
      </ul>
    </section>
  );
}

function When({ referral: { status, slotStartsAt, sentAt } }: { readonly referral: Referral }) {
  if (status === 'accepted' && slotStartsAt !== null) return <p className={styles.strong}>{own.referrals.at(formatDayInWords(dayOfInstant(slotStartsAt)), civilTimeOf(slotStartsAt).slice(11, 16))}</p>;
  return sentAt === null ? null : <p>{own.referrals.sent(formatDayInWords(dayOfInstant(sentAt)))}</p>;
}
