import { acts } from '@/app/_copy/own-acts';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../../resident.module.css';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

type Services = Awaited<ReturnType<ResidentApi['fulfilment']['own']>>;

/** 服务和预约: what falls due, what the packages still hold this year, and what was given. */
export default async function OwnServicesPage() {
  const api = await signedIn();
  const services = await api.fulfilment.own();
  const { services: copy } = acts;
  return (
    <>
      <h1>{copy.title}</h1>
      <Due followUps={services.followUps} />
      <Left entitlements={services.entitlements} />
      <Given given={services.given} />
      <HomeLink />
    </>
  );
}

function Due({ followUps }: Pick<Services, 'followUps'>) {
  const { services: copy } = acts;
  const open = followUps.filter(({ state }) => state === 'due' || state === 'overdue' || state === 'upcoming').slice(0, shownDue);
  return (
    <section className={styles.card}>
      <h2>{copy.due}</h2>
      {open.length === 0 ? <p>{copy.noneDue}</p> : null}
      <ul className={styles.list}>
        {open.map(({ planCode, itemName, dueFrom, dueOn, state }) => (
          <li key={`${planCode} ${dueOn}`}>
            <p className={styles.strong}>{itemName}</p>
            <p>{state === 'upcoming' ? copy.from(formatDayInWords(dueFrom)) : state === 'due' ? copy.until(formatDayInWords(dueOn)) : copy.overdue(formatDayInWords(dueOn))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const shownDue = 8;

function Left({ entitlements }: Pick<Services, 'entitlements'>) {
  const { services: copy } = acts;
  if (entitlements.length === 0) return null;
  return (
    <section className={styles.card}>
      <h2>{copy.left}</h2>
      <details className={styles.more}>
        <summary>{copy.items(entitlements.length)}</summary>
        <ul className={styles.list}>
          {entitlements.map(({ itemCode, name, perYear, used }) => (
            <li key={itemCode}>
              <p className={styles.strong}>{name}</p>
              <p>{copy.count(perYear, used)}</p>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Given({ given }: Pick<Services, 'given'>) {
  const { services: copy } = acts;
  return (
    <section className={styles.card}>
      <h2>{copy.given}</h2>
      {given.length === 0 ? <p>{copy.none}</p> : null}
      <ul className={styles.list}>
        {given.slice(0, shownGiven).map(({ id, itemName, day, teamName, practitionerName }) => (
          <li key={id}>
            <p className={styles.strong}>
              {formatDayInWords(day)} {itemName}
            </p>
            <p>
              {teamName} {practitionerName}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const shownGiven = 30;
