import { own } from '@/app/_copy/own';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import { Go } from '../go';
import styles from '../resident.module.css';
import { leadOf } from './own-contract-lead';

type Standing = RouterOutputs['own']['contract']['standing'];

interface OwnContractProps {
  readonly standing: Standing;
  readonly packageNames: readonly string[];
}

export function OwnContract({ standing, packageNames }: OwnContractProps) {
  const { contract: copy } = own;
  return (
    <>
      <h1>{copy.title}</h1>
      <section className={styles.card}>
        <p className={styles.lead}>{leadOf(standing)}</p>
        {standing.state === 'none' ? null : <ContractFacts contract={standing.contract} packageNames={packageNames} />}
      </section>
    </>
  );
}

interface ContractFactsProps {
  readonly contract: Exclude<Standing, { state: 'none' }>['contract'];
  readonly packageNames: readonly string[];
}

function ContractFacts({ contract, packageNames }: ContractFactsProps) {
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
        <dd>{packageNames.join('、')}</dd>
        <dt>{copy.number}</dt>
        <dd>{contract.number}</dd>
      </dl>
      {contract.teamPhone ? (
        <Go as="action" href={`tel:${contract.teamPhone}`}>
          {copy.call(contract.teamPhone)}
        </Go>
      ) : (
        <p>{copy.noPhone}</p>
      )}
    </>
  );
}
