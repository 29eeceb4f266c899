import { contract as contractCopy } from '@/app/_copy/contract';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { labelOf, terminationReasons } from '@/app/_copy/labels';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import type { ContractDetail } from '../use-contract';

/** The contracts that led to this one and go on from it. */
export function Chain({ shown }: { readonly shown: ContractDetail }) {
  const { columns } = copy.chain;
  return (
    <Section title={copy.chain.title}>
      <ScrollArea label={copy.chain.title}>
        <table>
          <caption>{copy.chain.caption}</caption>
          <thead>
            <tr>
              {[columns.number, columns.team, columns.term, columns.stage, columns.reason].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.chain.map((each) => (
              <tr key={each.id}>
                <td>{numberOf(each, shown.id)}</td>
                <td>{each.teamName}</td>
                <td>{each.startDay <= each.endDay ? contractCopy.list.term(each.startDay, each.endDay) : copy.chain.never}</td>
                <td>
                  <StatusTag kind="contract" value={each.stage} />
                </td>
                <td>{each.endedReason === null ? null : labelOf(terminationReasons, each.endedReason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Section>
  );
}

function numberOf({ id, number, inReach }: ContractDetail['chain'][number], shownId: string) {
  if (id === shownId) return copy.chain.this(number);
  return inReach ? <Link href={`/contracts/detail?id=${id}`}>{number}</Link> : number;
}

/** What was put right in the contracts of the chain. */
export function Corrections({ shown }: { readonly shown: ContractDetail }) {
  return (
    <Section title={copy.corrections.title}>
      <ul>
        {shown.corrections.map(({ changes, note, doneAt, doneByName }) => (
          <li key={doneAt}>
            <time dateTime={new Date(doneAt).toISOString()}>{formatInstant(doneAt)}</time> {copy.corrections.by(doneByName, note)}
            <ul>
              {changes.map(({ field, before, after }) => (
                <li key={field}>{copy.corrections.change(copy.corrections.fields[field], before, after)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}
