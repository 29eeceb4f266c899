'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { offerOrigins, offerOutcomes, waiting as copy, waitingStandings } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import type { ReferralDetail } from '../use-referral';
import styles from '../waiting/waiting.module.css';

const GivePanel = dynamic(() => import('./give-panel').then((panel) => panel.GivePanel), { ssr: false, loading: () => <p role="status">{shell.loading}</p> });

type Turn = NonNullable<RouterOutputs['waiting']['turn']>;

/** The turn on the waiting list: what is promised, why it stands where it stands, and every place that was offered. Nothing for a referral that never waited. */
export function TurnPanel({ shown }: { readonly shown: ReferralDetail }) {
  const { referral, sides } = shown;
  const trpc = useTRPC();
  const found = useQuery(trpc.waiting.turn.queryOptions({ referralId: referral.id }, { enabled: referral.queuedAt !== null }));
  if (found.error) return <RefusalList error={found.error} />;
  const turn = found.data;
  if (!turn) return null;
  const isWaiting = referral.status === 'waiting';
  return (
    <Section title={copy.panel.title}>
      {isWaiting ? null : <p>{copy.panel.over}</p>}
      {isWaiting && turn.working ? <p>{copy.order.sentence(turn.working)}</p> : null}
      {isWaiting && turn.promiseBroken ? <p className={styles.broken}>{copy.panel.broken}</p> : null}
      {isWaiting && turn.offer ? (
        <div className={styles.offer}>
          <p>
            <strong>{copy.panel.open(formatInstant(turn.offer.startsAt), turn.offer.resourceName)}</strong>
          </p>
          <p>{copy.panel.until(formatInstant(turn.offer.expiresAt))}</p>
        </div>
      ) : null}
      <TurnFacts turn={turn} />
      {isWaiting ? (
        <details className={styles.why}>
          <summary>{copy.order.title}</summary>
          <p>{copy.order.rule}</p>
        </details>
      ) : null}
      {isWaiting && turn.offer === null && mayGive(shown) ? <Giving shown={shown} /> : null}
      {turn.offers.length > 0 ? <History turn={turn} seesProof={sides.includes('receiver')} /> : null}
    </Section>
  );
}

/** Whoever may accept it for the hospital may give it a place; an unsigned patient is given one beside the reserved ones, by accepting. */
function mayGive({ actions, contract }: ReferralDetail): boolean {
  return contract !== null && actions.some(({ action, refusals }) => action === 'accept' && refusals.length === 0);
}

function Giving({ shown }: { readonly shown: ReferralDetail }) {
  const [isOpen, setOpen] = useState(false);
  return isOpen ? <GivePanel shown={shown} onClose={() => setOpen(false)} /> : <Button onClick={() => setOpen(true)}>{copy.acts.giveTitle}</Button>;
}

function TurnFacts({ turn }: { readonly turn: Turn }) {
  const { facts } = copy.panel;
  const wish = [turn.resourceName ?? copy.list.any, turn.nights > 0 ? copy.list.nights(turn.nights) : ''].join(' ').trim();
  return (
    <Facts
      items={[
        { name: facts.wish, value: wish },
        { name: facts.since, value: formatInstant(turn.queuedAt) },
        { name: facts.promised, value: copy.list.promise(turn.promisedDay) },
        { name: facts.standing, value: waitingStandings[turn.standing] },
        ...(turn.lapses > 0 ? [{ name: facts.lapses, value: copy.panel.times(turn.lapses) }] : []),
      ]}
    />
  );
}

function History({ turn, seesProof }: { readonly turn: Turn; readonly seesProof: boolean }) {
  const { historyColumns: columns } = copy.panel;
  return (
    <ScrollArea label={copy.panel.history}>
      <table className={styles.table}>
        <caption>{copy.panel.history}</caption>
        <thead>
          <tr>
            {Object.values(columns).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {turn.offers.map((offer) => (
            <tr key={offer.id}>
              <td>{formatInstant(offer.offeredAt)}</td>
              <td>
                {formatInstant(offer.startsAt)} {offer.resourceName}
              </td>
              <td>{seesProof ? <Link href={`/referrals/waiting?view=offers&offer=${offer.id}`}>{copy.panel.rank(offer.rank, offer.waiting)}</Link> : copy.panel.rank(offer.rank, offer.waiting)}</td>
              <td>
                {offerOrigins[offer.origin]} {offer.reason === null ? '' : copy.panel.reason(offer.reason)}
              </td>
              <td>{offerOutcomes[offer.outcome]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
