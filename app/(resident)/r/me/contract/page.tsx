import { acts } from '@/app/_copy/own-acts';
import { own } from '@/app/_copy/own';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords, formatInstant } from '@/app/_ui/moment';
import { Go } from '../../go';
import styles from '../../resident.module.css';
import { AgreementPaper } from '@/app/_ui/agreement-paper';
import { HomeLink } from '../home-link';
import { OwnContract } from '../own-contract';
import { signedIn } from '../signed-in';

/** The contract with its team, its words and what came before it, and everything that can be done about it. */
export default async function OwnContractPage() {
  const api = await signedIn();
  const [{ standing, members, contracts }, { names }, requests] = await Promise.all([api.own.contract(), api.own.packages(), api.own.requests()]);
  const { contract: copy } = acts;
  const current = standing.state === 'none' ? null : standing.contract;
  const earlier = contracts.filter(({ id }) => id !== current?.id);
  const can = requests.contracts.find(({ contractId }) => contractId === current?.id);
  const nameOf = (code: string) => names[code] ?? code;
  return (
    <>
      <OwnContract standing={standing} packageNames={current?.packageCodes.map(nameOf) ?? []} />
      {members.length === 0 ? null : (
        <section className={styles.card}>
          <h2>{copy.membersTitle}</h2>
          <ul className={styles.list}>
            {members.map(({ name, title }) => (
              <li key={`${name} ${title}`}>
                {name} {title}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.card}>
        <h2>{copy.doTitle}</h2>
        {current === null || standing.state === 'ended' ? <Go as="quietAction" href="/r/me/sign">{copy.sign}</Go> : null}
        {can?.canRenew ? <Go as="quietAction" href={`/r/me/renew?contract=${can.contractId}`}>{copy.renew}</Go> : null}
        {can?.renewableFrom ? <p>{copy.renewFrom(formatDayInWords(can.renewableFrom))}</p> : null}
        {can?.canEnd ? (
          <>
            <Go as="quietAction" href="/r/me/sign">{copy.transfer}</Go>
            <Go as="quietAction" href={`/r/me/end?contract=${can.contractId}`}>{copy.end}</Go>
            <Go as="quietAction" href={`/r/me/withdraw?contract=${can.contractId}`}>{copy.withdraw}</Go>
          </>
        ) : null}
      </section>
      {current === null ? null : <Words api={api} contractId={current.id} />}
      {earlier.length === 0 ? null : (
        <section className={styles.card}>
          <h2>{copy.chain}</h2>
          <ul className={styles.list}>
            {earlier.map(({ id, number, startDay, endDay, teamName }) => (
              <li key={id}>
                <p className={styles.strong}>{copy.chainLine(formatDayInWords(startDay), formatDayInWords(endDay), teamName)}</p>
                <p className={styles.small}>
                  {own.contract.number} {number}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <HomeLink />
    </>
  );
}

async function Words({ api, contractId }: { readonly api: ResidentApi; readonly contractId: string }) {
  const view = await api.agreement.own({ contractId });
  const { contract: copy } = acts;
  const { recorded } = view.agreement;
  const isFaulty = view.agreement.faults.length + view.consent.faults.length > 0;
  return (
    <section className={styles.card}>
      <h2>{copy.agreementTitle}</h2>
      <p>{recorded === null ? copy.notRecorded : copy.recorded(formatInstant(recorded.recordedAt))}</p>
      {isFaulty ? <p className={styles.problem}>{copy.faulty}</p> : null}
      {[view.agreement, view.consent].map(({ document }) => (
        <details key={document.kind} className={styles.more}>
          <summary>{document.title}</summary>
          <AgreementPaper document={document} />
        </details>
      ))}
      <Go as="quietAction" href={`/api/agreements/${encodeURIComponent(contractId)}.pdf`}>
        {copy.pdf}
      </Go>
    </section>
  );
}
