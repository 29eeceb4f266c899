import { own } from '@/app/_copy/own';
import { ownReferral as copy, ownReferralDeeds } from '@/app/_copy/own-referral';
import { acts } from '@/app/_copy/own-acts';
import { type ResidentApi, refusalsOf } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { Go } from '../../../go';
import styles from '../../../resident.module.css';
import { Problems } from '../../../problems';
import { CheckInCode } from '../../check-in-code';
import { HomeLink } from '../../home-link';
import { signedIn } from '../../signed-in';
import { CancelForm, ConsentForms } from './decide';
import { momentInWords, TurnPanel } from './turn-panel';

type View = Awaited<ReturnType<ResidentApi['own']['referral']>>;

interface OneProps {
  readonly searchParams: Promise<{ readonly number?: string; readonly done?: string; readonly problem?: string }>;
}

/** One referral in plain words: where it stands, what to do, when and where to go; everything that can be decided is decided here. */
export default async function OwnReferralPage({ searchParams }: OneProps) {
  const { number = '', done = '', problem } = await searchParams;
  const api = await signedIn();
  const shown = await findOwn(api, number);
  if (!shown) return <Gone />;
  const deed = ownReferralDeeds.find((known) => known === done);
  const turn = shown.status === 'waiting' ? await api.waiting.ownTurn({ referralId: shown.referralId }) : null;
  return (
    <>
      <h1>{copy.title(shown.toInstitutionName)}</h1>
      <Problems shown={problem === '1'} />
      {deed && problem !== '1' ? (
        <p role="status" className={`${styles.card} ${styles.strong}`}>
          {copy.done[deed]}
        </p>
      ) : null}
      <section className={styles.card} aria-labelledby="standing">
        <h2 id="standing">{own.referrals.standing(shown.status)}</h2>
        <p>{copy.next(shown.status)}</p>
        {shown.nextNumber === null ? null : (
          <Go as="action" href={oneHref(shown.nextNumber)}>
            {copy.following}
          </Go>
        )}
      </section>
      {shown.can.includes('agree') ? <ConsentForms shown={shown} /> : null}
      {turn ? <TurnPanel shown={shown} turn={turn} /> : null}
      <Visit shown={shown} />
      <About shown={shown} />
      {shown.can.includes('cancel') ? <CancelForm shown={shown} /> : null}
      <Go as="quietAction" href="/r/me/referrals">
        {acts.home.referrals}
      </Go>
      <HomeLink />
    </>
  );
}

async function findOwn(api: ResidentApi, number: string): Promise<View | null> {
  if (number === '' || number.length > 64) return null;
  try {
    return await api.own.referral({ number });
  } catch (error) {
    if (refusalsOf(error).length === 0) throw error;
    return null;
  }
}

function oneHref(number: string): string {
  return `/r/me/referrals/one?number=${encodeURIComponent(number)}`;
}

function Gone() {
  return (
    <>
      <h1>{copy.list.title}</h1>
      <p>{copy.gone}</p>
      <Go as="action" href="/r/me/referrals">
        {acts.home.referrals}
      </Go>
      <HomeLink />
    </>
  );
}

/** When and where, what to bring, and the code for the desk, as long as the person is on the way. */
function Visit({ shown }: { readonly shown: View }) {
  const { fields } = copy;
  const { status, kind } = shown;
  if (kind === 'e_consult' || (status !== 'sent' && status !== 'info_wanted' && status !== 'accepted')) return null;
  const isFixed = status === 'accepted';
  return (
    <section className={styles.card} aria-label={fields.when}>
      <dl className={styles.facts}>
        <dt>{fields.when}</dt>
        {shown.places.length === 0 ? <dd>{copy.noTime}</dd> : null}
        {shown.places.map((place) => (
          <dd key={place.startsAt}>
            {place.nights === null ? momentInWords(place.startsAt) : copy.stay(formatDayInWords(place.day), place.nights)}
            {isFixed ? null : copy.kept}
          </dd>
        ))}
        <dt>{fields.where}</dt>
        <dd>
          {shown.toInstitutionName} {shown.departmentName}
        </dd>
        {shown.places.map(({ kind: placeKind, resourceName, startsAt }) => (
          <div key={startsAt}>
            <dt>{placeKind === 'clinic' ? fields.who : placeKind === 'exam' ? fields.room : fields.ward}</dt>
            <dd>{resourceName}</dd>
          </div>
        ))}
        <dt>{fields.bring}</dt>
        <dd>{own.referrals.bring(kind)}</dd>
      </dl>
      {isFixed ? <CheckInCode number={shown.number} /> : null}
      {isFixed ? <p className={styles.small}>{copy.paper}</p> : null}
    </section>
  );
}

function About({ shown }: { readonly shown: View }) {
  const { fields } = copy;
  const rows = [
    [fields.where, `${shown.toInstitutionName} ${copy.what(shown.kind, shown.departmentName)}`],
    [fields.doctor, shown.doctorName],
    [fields.phone, shown.teamPhone],
    [fields.sent, shown.sentAt === null ? null : formatDayInWords(dayOfInstant(shown.sentAt))],
    [fields.due, (shown.status === 'sent' || shown.status === 'info_wanted') && shown.answerDueAt !== null ? momentInWords(shown.answerDueAt) : null],
    [fields.declined, shown.status === 'declined' ? shown.declineReason : null],
    [fields.opinion, shown.opinion],
    [fields.followUp, shown.followUpDay === null ? null : formatDayInWords(shown.followUpDay)],
    [fields.number, shown.number],
  ] as const;
  return (
    <section className={styles.card} aria-label={fields.where}>
      <dl className={styles.facts}>
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
