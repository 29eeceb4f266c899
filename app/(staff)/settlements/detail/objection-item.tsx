'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { StatusTag } from '@/app/_ui/status-tag';
import { useScopes } from '@/app/_ui/use-self';
import styles from '../settlements.module.css';
import { AnswerForm } from './answer-form';
import { lineHref } from './section-nav';
import type { SettlementView } from './settlement-view';

export type ObjectionView = RouterOutputs['settlement']['objections'][number];

interface ObjectionItemProps {
  readonly view: SettlementView;
  readonly objection: ObjectionView;
  readonly onAnswered: () => void;
}

/** One objection: what is said, by how much, the way to the line's working, and its answer or the form for one. */
export function ObjectionItem({ view, objection, onAnswered }: ObjectionItemProps) {
  const can = useScopes();
  const { status } = objection;
  const isOpen = status === 'raised';
  const mayAnswer = isOpen && can('settlement:answer');
  const title = copy.objection.number(objection.number, objection.lineName, labelOf(pools, objection.poolId));
  return (
    <article className={styles.objection} tabIndex={-1} aria-label={title} data-open={mayAnswer}>
      <header className={styles.lineHead}>
        <h3>{title}</h3>
        <StatusTag kind="objection" value={status} />
      </header>
      <p className={styles.meta}>
        {objection.version === view.version ? null : <span>{copy.objection.version(objection.version)}</span>}
        <span>{copy.objection.raised(objection.raisedByName, formatInstant(objection.raisedAt))}</span>
        <span>
          {copy.objection.disputed} <Money fen={objection.amountFen} />
        </span>
        <Link href={lineHref(objection.settlementId, objection)}>{copy.objection.toLine}</Link>
      </p>
      <p className={styles.said}>{objection.text}</p>
      <Answer objection={objection} />
      {mayAnswer ? <AnswerForm objection={objection} onAnswered={onAnswered} /> : null}
      {isOpen && objection.isOwn && can('settlement:object') ? <Withdraw objection={objection} /> : null}
    </article>
  );
}

function Answer({ objection }: { readonly objection: ObjectionView }) {
  const { status, settlementId, answer, answeredByName, endedAt, answeredIn } = objection;
  if (status === 'withdrawn') return <p className={styles.meta}>{copy.objection.withdrawn(formatInstant(endedAt))}</p>;
  if (answer === null) return null;
  const comparison = answeredIn === null ? '' : `/settlements/compare?before=${encodeURIComponent(settlementId)}&after=${encodeURIComponent(answeredIn.id)}`;
  return (
    <div className={styles.answer}>
      <p className={styles.meta}>{copy.objection.answered(answeredByName ?? '', formatInstant(endedAt))}</p>
      <p className={styles.said}>{answer}</p>
      {status !== 'accepted' ? null : answeredIn === null ? <p>{copy.objection.noVersion}</p> : <Link href={comparison}>{copy.objection.newVersion(answeredIn.version)}</Link>}
    </div>
  );
}

function Withdraw({ objection }: { readonly objection: ObjectionView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const mutation = useMutation(
    trpc.settlement.withdrawObjection.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queries.invalidateQueries(trpc.settlement.pathFilter());
      },
    }),
  );
  const { withdraw } = copy.objection;
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{withdraw.action}</Button>
      {isAsking ? (
        <ConfirmDialog
          title={withdraw.action}
          text={withdraw.text}
          confirm={withdraw.action}
          working={withdraw.working}
          cancel={withdraw.cancel}
          mutation={mutation}
          onConfirm={() => mutation.mutate({ objectionId: objection.id })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}
