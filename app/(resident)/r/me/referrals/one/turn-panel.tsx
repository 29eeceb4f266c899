import { own } from '@/app/_copy/own';
import { ownReferral as copy } from '@/app/_copy/own-referral';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import { civilTimeOf, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import styles from '../../../resident.module.css';
import { Carried } from './decide';

type Turn = NonNullable<Awaited<ReturnType<ResidentApi['waiting']['ownTurn']>>>;

interface TurnPanelProps {
  readonly shown: Awaited<ReturnType<ResidentApi['own']['referral']>>;
  readonly turn: Turn;
}

/** Where one stands in the queue and what was promised; a place that is offered comes first. */
export function TurnPanel({ shown, turn }: TurnPanelProps) {
  const { turn: words } = copy;
  const { working } = turn;
  return (
    <>
      {turn.offer && turn.refusals.length === 0 ? <Offer shown={shown} offer={turn.offer} /> : null}
      <section className={styles.card} aria-labelledby="turn">
        <h2 id="turn">{words.title}</h2>
        {working ? <p className={styles.lead}>{words.place(working.rank, working.waiting)}</p> : null}
        <p>{turn.promiseBroken ? words.broken : words.promised(formatDayInWords(turn.promisedDay))}</p>
        <p>{words.order}</p>
      </section>
    </>
  );
}

function Offer({ shown, offer }: { readonly shown: TurnPanelProps['shown']; readonly offer: NonNullable<Turn['offer']> }) {
  const { offer: words } = copy;
  return (
    <section className={`${styles.card} ${styles.todo}`} aria-labelledby="offer">
      <h2 id="offer">{words.title}</h2>
      <p>{words.lead(momentInWords(offer.startsAt), offer.resourceName)}</p>
      <p className={styles.strong}>{words.until(momentInWords(offer.expiresAt))}</p>
      <form method="post" action="/api/resident/referral" className={styles.form}>
        <Carried shown={shown} deed="take" />
        <button type="submit">{words.take}</button>
      </form>
      <form method="post" action="/api/resident/referral" className={styles.form}>
        <Carried shown={shown} deed="skip" />
        <button type="submit" className={styles.quiet}>
          {words.skip}
        </button>
      </form>
    </section>
  );
}

export function momentInWords(at: number): string {
  return own.referrals.at(formatDayInWords(dayOfInstant(at)), civilTimeOf(at).slice(11, 16));
}
