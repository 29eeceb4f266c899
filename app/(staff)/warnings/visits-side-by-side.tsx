import type { ReactNode } from 'react';
import { labelOf, medTypes, visitStatuses } from '@/app/_copy/labels';
import { warning as copy } from '@/app/_copy/warning';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { visitHref } from '../visits/visit-href';
import styles from './warnings.module.css';

type Visit = RouterOutputs['warning']['get']['visits'][number];

const minutes = (time: string | null) => time?.slice(0, 16) ?? '—';

const lines: readonly (readonly [name: keyof typeof copy.detail.columns, value: (visit: Visit) => ReactNode])[] = [
  ['kind', (visit) => `${labelOf(medTypes, visit.medType)}${visit.status === 'paid' ? '' : `（${labelOf(visitStatuses, visit.status)}）`}`],
  ['started', (visit) => minutes(visit.startedAt)],
  ['ended', (visit) => minutes(visit.endedAt)],
  ['settled', (visit) => minutes(visit.settledAt)],
  ['diagnosis', (visit) => visit.diagnosisName ?? '—'],
  ['days', (visit) => visit.prescriptionDays ?? '—'],
  ['total', (visit) => <Money fen={visit.totalFen} />],
  ['pay', (visit) => <Money fen={visit.payFen} />],
  ['reported', (visit) => <Money fen={visit.reportedPoolFen} />],
  ['self', (visit) => <Money fen={visit.selfPaidFen} />],
  ['open', (visit) => <Link href={visitHref(visit)}>{copy.detail.visit}</Link>],
];

/** Each record a column, so that what differs stands side by side. */
export function VisitsSideBySide({ visits }: { readonly visits: readonly Visit[] }) {
  return (
    <ScrollArea label={copy.detail.visits}>
      <table className={styles.beside}>
        <caption>{copy.detail.visits}</caption>
        <thead>
          <tr>
            <th scope="col">{copy.detail.columns.where}</th>
            {visits.map((visit) => (
              <th scope="col" key={`${visit.institutionCode}/${visit.settlementId}`}>
                {visit.institutionName}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{copy.detail.columns[name]}</th>
              {visits.map((visit) => (
                <td key={`${visit.institutionCode}/${visit.settlementId}`}>{value(visit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
