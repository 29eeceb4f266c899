import { acts } from '@/app/_copy/own-acts';
import { formatDayInWords } from '@/app/_ui/moment';
import { Go } from '../../go';
import styles from '../../resident.module.css';
import { Problems } from '../../problems';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

/** What was asked for and proposed, and where it stands. */
export default async function OwnRequestsPage({ searchParams }: { readonly searchParams: Promise<{ readonly problem?: string }> }) {
  const api = await signedIn();
  const { signing, ending } = await api.own.requests();
  const { requests: copy } = acts;
  const { problem } = await searchParams;
  return (
    <>
      <h1>{copy.title}</h1>
      <Problems shown={problem === '1'} />
      {signing.length + ending.length === 0 ? <p>{copy.none}</p> : null}
      {signing.map(({ requestId, kind, teamName, status, dueOn, closedReason }) => (
        <section key={requestId} className={styles.card}>
          <p className={styles.lead}>{copy.line(kind, teamName)}</p>
          <p>{copy.status[status]}</p>
          {closedReason === null ? null : <p>{copy.because(closedReason)}</p>}
          {status === 'awaiting_team' || status === 'awaiting_resident' ? <p>{copy.due(formatDayInWords(dueOn))}</p> : null}
          {status === 'awaiting_resident' ? (
            <Go as="action" href={`/r/me/confirm?request=${requestId}`}>
              {copy.answer}
            </Go>
          ) : null}
          {status === 'awaiting_team' ? <Take action="drop" requestId={requestId} label={copy.take} /> : null}
        </section>
      ))}
      {ending.map(({ requestId, status, answerNote }) => (
        <section key={requestId} className={styles.card}>
          <p className={styles.lead}>{copy.endingLine}</p>
          <p>{copy.ending[status]}</p>
          {answerNote === null ? null : <p>{copy.because(answerNote)}</p>}
          {status === 'pending' ? <Take action="keep" requestId={requestId} label={acts.end.keep} /> : null}
        </section>
      ))}
      <HomeLink />
    </>
  );
}

function Take({ action, requestId, label }: { readonly action: 'drop' | 'keep'; readonly requestId: string; readonly label: string }) {
  return (
    <form method="post" action={`/api/resident/${action}`} className={styles.block}>
      <input type="hidden" name="request" value={requestId} />
      <input type="hidden" name="back" value="/r/me/requests" />
      <button type="submit">{label}</button>
    </form>
  );
}
