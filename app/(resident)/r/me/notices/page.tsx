import { acts } from '@/app/_copy/own-acts';
import { formatInstant } from '@/app/_ui/moment';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';
import styles from '../../resident.module.css';

/** Everything the person was told, whether or not an SMS reached them. */
export default async function OwnNoticesPage() {
  const api = await signedIn();
  const notices = await api.own.notices();
  const { notices: copy } = acts;
  return (
    <>
      <h1>{copy.title}</h1>
      <p>{notices.length === 0 ? copy.none : copy.note}</p>
      <ul className={styles.list}>
        {notices.map(({ id, text, at, bySms }) => (
          <li key={id}>
            <p>{text}</p>
            <p className={styles.small}>
              {formatInstant(at)}
              {bySms ? ` · ${copy.sms}` : ''}
            </p>
          </li>
        ))}
      </ul>
      <HomeLink />
    </>
  );
}
