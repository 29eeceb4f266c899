import { own } from '@/app/_copy/own';
import { acts } from '@/app/_copy/own-acts';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import { Go } from '../go';
import styles from '../resident.module.css';

interface TodoProps {
  readonly api: ResidentApi;
  readonly standing: RouterOutputs['own']['contract']['standing'];
}

/** What the person can do or waits for now; nothing is shown when there is nothing. */
export async function Todo({ api, standing }: TodoProps) {
  const [requests, referrals, services] = await Promise.all([api.own.requests(), api.own.referrals(), api.fulfilment.own()]);
  const { home } = acts;
  const open = requests.signing.filter(({ status }) => status === 'awaiting_resident' || status === 'awaiting_team');
  const renewable = open.length > 0 ? undefined : requests.contracts.find(({ canRenew }) => canRenew);
  const asked = referrals.filter(({ status }) => status === 'awaiting_consent');
  const coming = referrals.filter(({ status }) => status === 'sent' || status === 'info_wanted' || status === 'waiting' || status === 'accepted').slice(0, 2);
  const canSign = (standing.state === 'none' || standing.state === 'ended') && open.length === 0 && !renewable;
  const next = services.followUps.find(({ state }) => state === 'due' || state === 'overdue');
  if (open.length === 0 && !next && !renewable && coming.length === 0 && asked.length === 0 && !canSign) return null;
  return (
    <section className={`${styles.card} ${styles.todo}`} aria-labelledby="todo">
      <h2 id="todo">{home.todo}</h2>
      {open.map(({ requestId, kind, teamName, status }) =>
        status === 'awaiting_resident' ? (
          <Go key={requestId} as="action" href={`/r/me/confirm?request=${requestId}`}>
            {home.proposal(teamName, kind)}
          </Go>
        ) : (
          <Go key={requestId} as="textLink" href="/r/me/requests">
            {home.waiting(kind, teamName)}
          </Go>
        ),
      )}
      {asked.map(({ number, toInstitutionName }) => (
        <Go key={number} as="action" href={`/r/me/referrals/one?number=${encodeURIComponent(number)}`}>
          {home.consent(toInstitutionName)}
        </Go>
      ))}
      {renewable && standing.state === 'in_force' ? (
        <Go as="action" href={`/r/me/renew?contract=${renewable.contractId}`}>
          {home.renew(standing.daysLeft)}
        </Go>
      ) : null}
      {renewable && standing.state === 'ended' ? (
        <Go as="action" href={`/r/me/renew?contract=${renewable.contractId}`}>
          {acts.contract.renew}
        </Go>
      ) : null}
      {canSign ? (
        <Go as="action" href="/r/me/sign">
          {home.sign}
        </Go>
      ) : null}
      {next ? (
        <Go as="textLink" href="/r/me/services">
          {home.next(next.itemName, formatDayInWords(next.dueOn))}
        </Go>
      ) : null}
      {coming.map(({ number, toInstitutionName, status }) => (
        <Go key={number} as="textLink" href={`/r/me/referrals/one?number=${encodeURIComponent(number)}`}>
          {home.referral(toInstitutionName, own.referrals.standing(status))}
        </Go>
      ))}
    </section>
  );
}
