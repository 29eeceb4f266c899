import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { acts } from '@/app/_copy/own-acts';
import { Go } from '../../go';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

interface WithdrawProps {
  readonly searchParams: Promise<{ readonly contract?: string; readonly problem?: string }>;
}

/** 撤回同意书: a right that needs nobody's leave, with what it means said first (个人信息保护法 art. 15). */
export default async function WithdrawPage({ searchParams }: WithdrawProps) {
  const query = await searchParams;
  const api = await signedIn();
  const [requests, phone] = await Promise.all([api.own.requests(), api.own.phone()]);
  const contract = requests.contracts.find(({ contractId, canEnd }) => contractId === query.contract && canEnd);
  if (!contract) redirect('/r/me/contract');
  const { withdraw: copy } = acts;
  const hasPhone = phone.masked !== null;
  return (
    <>
      <h1>{copy.title}</h1>
      <Problems shown={query.problem === '1'} />
      <p className={styles.lead}>{copy.lead}</p>
      <p className={styles.strong}>{copy.what}</p>
      <ul className={styles.steps}>
        {copy.consequences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>{copy.instead}</p>
      <Go as="quietAction" href="/r/me/sign">
        {copy.toTransfer}
      </Go>
      <form method="post" action={hasPhone ? '/api/resident/ask' : '/api/resident/deed'} className={styles.form}>
        <input type="hidden" name="deed" value="withdraw" />
        <input type="hidden" name="contract" value={contract.contractId} />
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="back" value={`/r/me/withdraw?contract=${contract.contractId}`} />
        <button type="submit">{hasPhone ? copy.submit : copy.submitNow}</button>
      </form>
      <HomeLink />
    </>
  );
}
