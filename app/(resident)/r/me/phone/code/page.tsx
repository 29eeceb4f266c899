import { randomUUID } from 'node:crypto';
import { doors } from '@/app/_copy/own-doors';
import { Go } from '../../../go';
import styles from '../../../resident.module.css';
import { DigitsField } from '../../../digits-field';
import { Problems } from '../../../problems';
import { HomeLink } from '../../home-link';
import { signedIn } from '../../signed-in';

interface PhoneCodeProps {
  readonly searchParams: Promise<{ readonly old?: string; readonly key?: string; readonly problem?: string }>;
}

/** The digits that came to the new number, and to the old one where it can still be read. */
export default async function OwnPhoneCodePage({ searchParams }: PhoneCodeProps) {
  await signedIn();
  const { old, key = randomUUID(), problem } = await searchParams;
  const readsOld = old === '1';
  const failed = problem === '1';
  const { phone: copy } = doors;
  return (
    <>
      <h1>{copy.codeTitle}</h1>
      <Problems shown={failed} />
      <form method="post" action="/api/resident/phone" className={styles.form}>
        <input type="hidden" name="requestKey" value={key} />
        <input type="hidden" name="old" value={readsOld ? '1' : '0'} />
        <input type="hidden" name="back" value={`/r/me/phone/code?old=${readsOld ? '1' : '0'}&key=${key}`} />
        <DigitsField name="newDigits" label={copy.newDigits} isWrong={failed} />
        {readsOld ? <DigitsField name="oldDigits" label={copy.oldDigits} isWrong={failed} /> : null}
        <button type="submit">{readsOld ? copy.submit : copy.submitPending}</button>
      </form>
      <Go as="quietAction" href="/r/me/phone">
        {copy.again}
      </Go>
      <HomeLink />
    </>
  );
}
