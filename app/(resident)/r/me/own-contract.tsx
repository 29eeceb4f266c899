import { labelsOf, packages } from '@/app/_copy/labels';
import { own } from '@/app/_copy/own';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../resident.module.css';

type Standing = RouterOutputs['own']['contract']['standing'];

/** From this many days before the end on, renewing is suggested. */
const renewDays = 30;

export function OwnContract({ standing }: { readonly standing: Standing }) {
  const { contract: copy } = own;
  return (
    <section id="contract" className={styles.card} aria-labelledby="contract-title">
      <h2 id="contract-title">{copy.title}</h2>
      <p className={styles.lead}>{leadOf(standing)}</p>
      {standing.state === 'in_force' && standing.daysLeft <= renewDays ? <p>{copy.renewSoon}</p> : null}
      {standing.state === 'none' ? null : <ContractFacts contract={standing.contract} />}
    </section>
  );
}

function leadOf(standing: Standing): string {
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

function ContractFacts({ contract }: { readonly contract: Exclude<Standing, { state: 'none' }>['contract'] }) {
  const { contract: copy } = own;
  return (
    <>
      <dl className={styles.facts}>
        <dt>{copy.doctor}</dt>
        <dd>
          {contract.doctorName} {contract.doctorTitle}
        </dd>
        <dt>{copy.team}</dt>
        <dd>{contract.teamName}</dd>
        <dt>{copy.institution}</dt>
        <dd>{contract.institutionName}</dd>
        <dt>{copy.from}</dt>
        <dd>{formatDayInWords(contract.startDay)}</dd>
        <dt>{copy.until}</dt>
        <dd>{formatDayInWords(contract.endDay)}</dd>
        <dt>{copy.package}</dt>
        <dd>{labelsOf(packages, contract.packageCodes)}</dd>
        <dt>{copy.number}</dt>
        <dd>{contract.number}</dd>
      </dl>
      {contract.teamPhone ? (
        <a className={styles.action} href={`tel:${contract.teamPhone}`}>
          {copy.call(contract.teamPhone)}
        </a>
      ) : (
        <p>{copy.noPhone}</p>
      )}
    </>
  );
}
