import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { desk } from '@/app/_copy/referral-desk';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useSentenceOf } from '@/app/_ui/sentences';
import { useReloadLists } from './use-reload-lists';
import styles from './worklist.module.css';

type Row = RouterOutputs['referral']['list']['rows'][number];

const copy = desk.bulk;

interface BulkAssignProps {
  readonly chosen: readonly Row[];
  readonly onDone: () => void;
}

/** Deals the chosen referrals out to somebody; what could not be done is told row by row. */
export function BulkAssign({ chosen, onDone }: BulkAssignProps) {
  const trpc = useTRPC();
  const reload = useReloadLists();
  const [to, setTo] = useState('me');
  // Asked for once something is chosen, which only those can who may deal out.
  const people = useQuery(trpc.referralDesk.assignees.queryOptions(undefined, { staleTime: 300_000, enabled: chosen.length > 0 }));
  const assign = useMutation(
    trpc.referralDesk.assign.mutationOptions({
      onSuccess: async (report) => {
        if (report.every(({ refusals }) => refusals.length === 0)) onDone();
        await reload();
      },
    }),
  );
  const numbers = new Map(chosen.map(({ id, number }) => [id, number]));
  const run = () =>
    assign.mutate({ referrals: chosen.map(({ id, version }) => ({ referralId: id, version })), to: to === 'me' || to === 'nobody' ? to : { accountId: to } });
  const left = (assign.data ?? []).filter(({ refusals }) => refusals.length > 0);
  const sentenceOf = useSentenceOf(left.length > 0);
  if (chosen.length === 0) return assign.data ? <p role="status">{copy.done(assign.data.length - left.length, assign.data.length)}</p> : null;
  return (
    <section aria-label={copy.label} className={styles.bulk}>
      <div className={styles.filters}>
        <p>
          <strong>{copy.chosen(chosen.length)}</strong>
        </p>
        <Choice label={copy.to} value={to} onChange={setTo} options={[['me', copy.me], ...(people.data ?? []).map(({ accountId, name }) => [accountId, name] as const), ['nobody', copy.nobody]]} />
        <Button type="primary" disabled={assign.isPending} onClick={run}>
          {assign.isPending ? copy.working : copy.run}
        </Button>
        <Button onClick={onDone}>{copy.clear}</Button>
      </div>
      <RefusalList error={assign.error} />
      {assign.data && left.length > 0 && sentenceOf ? (
        <div role="alert">
          <p>{copy.done(assign.data.length - left.length, assign.data.length)}</p>
          <ul className={styles.report}>
            {left.map(({ referralId, refusals }) => (
              <li key={referralId}>{copy.row(numbers.get(referralId) ?? referralId, refusals.map(sentenceOf).join(' '))}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}
