import { own } from '@/app/_copy/own';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../resident.module.css';

type Standing = RouterOutputs['own']['contract']['standing'];

/** Whether the person is signed, with whom and until when, before anything else. */
export function OwnContractLead({ standing }: { readonly standing: Standing }) {
  const { contract: copy } = own;
  return (
    <section className={styles.card} aria-labelledby="contract-title">
      <h2 id="contract-title">{copy.title}</h2>
      <p className={styles.lead}>{leadOf(standing)}</p>
      {standing.state === 'none' ? null : (
        <dl className={styles.facts}>
          <dt>{copy.team}</dt>
          <dd>{standing.contract.teamName}</dd>
          <dt>{copy.doctor}</dt>
          <dd>
            {standing.contract.doctorName} {standing.contract.doctorTitle}
          </dd>
          <dt>{copy.until}</dt>
          <dd>{formatDayInWords(standing.contract.endDay)}</dd>
        </dl>
      )}
    </section>
  );
}

export function leadOf(standing: Standing): string {
  const { contract: copy } = own;
  switch (standing.state) {
    case 'in_force':
      return copy.inForce(standing.daysLeft);
    case 'upcoming':
      return copy.upcoming(standing.daysUntil);
    case 'ended':
      return copy.ended;
    case 'none':
      return copy.none;
  }
}
