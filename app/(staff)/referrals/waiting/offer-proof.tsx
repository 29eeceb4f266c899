'use client';

import { useQuery } from '@tanstack/react-query';
import { labelOf, referralPriorities } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { passReasons, waiting as copy, waitingStandings } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from './waiting.module.css';

/** Why somebody got a place: everybody before them and what kept the place from each, and who came next. */
export function OfferProof({ offerId, onClose }: { readonly offerId: string; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.waiting.offer.queryOptions({ offerId }));
  const { proof: says } = copy;
  const offer = found.data;
  if (!offer) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <Section title={says.title(offer.number)} actions={<Button onClick={onClose}>{says.close}</Button>}>
      <p>{says.intro(formatInstant(offer.offeredAt), offer.rank, offer.waiting)}</p>
      <p>{copy.order.rule}</p>
      {offer.reason === null ? null : <p>{copy.panel.reason(offer.reason)}</p>}
      <ScrollArea label={says.title(offer.number)}>
        <table className={styles.table}>
          <thead>
            <tr>
              {Object.values(says.columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {offer.considered.map(({ referralId, number, rank, priority, standing, turnSince, passed }) => (
              <tr key={referralId}>
                <td>{rank}</td>
                <td>{number}</td>
                <td>{labelOf(referralPriorities, priority)}</td>
                <td>{waitingStandings[standing]}</td>
                <td>{formatInstant(turnSince)}</td>
                <td>{referralId === offer.referralId ? <strong>{says.got}</strong> : passed === null ? says.after : passReasons[passed]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <p>{says.rule(offer.policyId)}</p>
    </Section>
  );
}
