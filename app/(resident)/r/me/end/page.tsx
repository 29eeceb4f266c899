import { randomUUID } from 'node:crypto';
import { redirect } from 'next/navigation';
import { acts } from '@/app/_copy/own-acts';
import { formatDayInWords } from '@/app/_ui/moment';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

interface EndProps {
  readonly searchParams: Promise<{ readonly contract?: string; readonly problem?: string }>;
}

/** 申请解约, with what it means said first. */
export default async function EndPage({ searchParams }: EndProps) {
  const query = await searchParams;
  const api = await signedIn();
  const [requests, phone] = await Promise.all([api.own.requests(), api.own.phone()]);
  const contract = requests.contracts.find(({ contractId, canEnd }) => contractId === query.contract && canEnd);
  if (!contract) redirect('/r/me/contract');
  const { end: copy } = acts;
  const open = requests.ending.find(({ contractId, status }) => contractId === contract.contractId && status === 'pending');
  return (
    <>
      <h1>{copy.title}</h1>
      <Problems shown={query.problem === '1'} />
      {open ? <Waiting requestId={open.requestId} since={open.createdAt} /> : <Ask contractId={contract.contractId} hasPhone={phone.masked !== null} />}
      <HomeLink />
    </>
  );
}

function Waiting({ requestId, since }: { readonly requestId: string; readonly since: number }) {
  const { end: copy } = acts;
  return (
    <>
      <p>{copy.open(formatDayInWords(dayOfInstant(since)))}</p>
      <form method="post" action="/api/resident/keep" className={styles.block}>
        <input type="hidden" name="request" value={requestId} />
        <input type="hidden" name="back" value="/r/me/requests" />
        <button type="submit">{copy.keep}</button>
      </form>
    </>
  );
}

function Ask({ contractId, hasPhone }: { readonly contractId: string; readonly hasPhone: boolean }) {
  const { end: copy } = acts;
  return (
    <>
      <p className={styles.strong}>{copy.what}</p>
      <ul className={styles.steps}>
        {copy.consequences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>{copy.how}</p>
      <form method="post" action={hasPhone ? '/api/resident/ask' : '/api/resident/deed'} className={styles.form}>
        <input type="hidden" name="deed" value="end" />
        <input type="hidden" name="contract" value={contractId} />
        <input type="hidden" name="key" value={randomUUID()} />
        <input type="hidden" name="back" value={`/r/me/end?contract=${contractId}`} />
        <label htmlFor="reason">{copy.reason}</label>
        <select id="reason" name="reason" defaultValue="voluntary">
          {Object.entries(copy.reasons).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
        <button type="submit">{hasPhone ? copy.submit : copy.submitNow}</button>
      </form>
    </>
  );
}
