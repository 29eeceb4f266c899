import { doors } from '@/app/_copy/own-doors';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

/** The phone on record and how it is changed: with the old one's code at once, without it by the team's word. */
export default async function OwnPhonePage({ searchParams }: { readonly searchParams: Promise<{ readonly problem?: string }> }) {
  const api = await signedIn();
  const [{ masked, change }, { byGuardian }] = await Promise.all([api.own.phone(), api.own.contract()]);
  const { problem } = await searchParams;
  const { phone: copy } = doors;
  return (
    <>
      <h1>{copy.title}</h1>
      <Problems shown={problem === '1'} />
      {byGuardian ? <p className={styles.strong}>{copy.guardian}</p> : null}
      <p className={styles.lead}>{masked === null ? copy.none : copy.current(masked)}</p>
      {change?.status === 'pending' ? <p className={styles.problem}>{copy.pending(change.newMasked)}</p> : null}
      {change?.status === 'refused' ? <p className={styles.problem}>{copy.refused(change.reason ?? '')}</p> : null}
      <h2>{masked === null ? copy.addTitle : copy.changeTitle}</h2>
      <form method="post" action="/api/resident/phone/ask" className={styles.form}>
        <input type="hidden" name="back" value="/r/me/phone" />
        <label htmlFor="phone">{copy.label}</label>
        <input id="phone" name="phone" className={styles.wide} required inputMode="tel" autoComplete="tel" maxLength={20} />
        {masked === null ? null : <OldPhone />}
        <button type="submit">{copy.ask}</button>
      </form>
      <HomeLink />
    </>
  );
}

function OldPhone() {
  const { phone: copy } = doors;
  return (
    <fieldset>
      <legend>{copy.oldQuestion}</legend>
      <label className={styles.tick}>
        <input type="radio" name="old" value="1" defaultChecked />
        <span>
          {copy.oldYes}
          <small>{copy.oldYesHint}</small>
        </span>
      </label>
      <label className={styles.tick}>
        <input type="radio" name="old" value="0" />
        <span>
          {copy.oldNo}
          <small>{copy.oldNoHint}</small>
        </span>
      </label>
    </fieldset>
  );
}
