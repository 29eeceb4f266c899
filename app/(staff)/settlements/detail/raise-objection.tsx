'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { useScopes } from '@/app/_ui/use-self';
import { WhyNot } from '@/app/_ui/why-not';
import { parseYuan } from '@/server/domain/kernel/fen';
import styles from '../settlements.module.css';
import type { SettlementLine, SettlementView } from './settlement-view';

const blank = { line: '', amount: '', text: '' };

interface RaiseObjectionProps {
  readonly view: Pick<SettlementView, 'id' | 'whyNot'>;
  /** The lines to choose from; one is not asked for. */
  readonly lines: readonly SettlementLine[];
}

/** 提出异议: against one's own line, for those who speak for an institution; a form half written is kept in the browser. */
export function RaiseObjection({ view, lines }: RaiseObjectionProps) {
  const can = useScopes();
  const { raise } = copy.objection;
  if (!can('settlement:object') || lines.length === 0) return null;
  if (view.whyNot.object.length > 0) return <WhyNot title={raise.whyNot} refusals={view.whyNot.object} />;
  return <RaiseForm settlementId={view.id} lines={lines} />;
}

function RaiseForm({ settlementId, lines }: { readonly settlementId: string; readonly lines: readonly SettlementLine[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const only = lines.length === 1 ? lines[0] : undefined;
  const [draft, setDraft, clear] = useDraft(`objection.${settlementId}.${only ? keyOf(only) : ''}`, blank);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = { amount: useId(), text: useId() };
  const mutation = useMutation(
    trpc.settlement.object.mutationOptions({
      onSuccess: async () => {
        clear();
        await queries.invalidateQueries(trpc.settlement.pathFilter());
      },
    }),
  );
  const { raise } = copy.objection;
  const line = lines.find((each) => keyOf(each) === draft.line) ?? lines[0];
  const submit = () => {
    const amountFen = parseYuan(draft.amount.trim());
    setProblem(amountFen === null ? raise.amountMalformed : null);
    if (amountFen !== null && line) mutation.mutate({ settlementId, poolId: line.poolId, code: line.code, amountFen, text: draft.text });
  };
  return (
    <form
      className={styles.stack}
      aria-label={raise.title}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{raise.title}</h3>
      {only ? null : (
        <Choice label={raise.line} value={line ? keyOf(line) : ''} onChange={(chosen) => setDraft({ ...draft, line: chosen })} options={lines.map((each) => [keyOf(each), `${each.name} · ${labelOf(pools, each.poolId)}`])} />
      )}
      <div className={styles.field}>
        <label htmlFor={ids.amount}>{raise.amount}</label>
        <Input id={ids.amount} inputMode="decimal" placeholder={raise.amountHint} value={draft.amount} onChange={(event) => setDraft({ ...draft, amount: event.target.value })} />
      </div>
      <div className={styles.field}>
        <label htmlFor={ids.text}>{raise.text}</label>
        <Input.TextArea id={ids.text} rows={3} placeholder={raise.textHint} value={draft.text} onChange={(event) => setDraft({ ...draft, text: event.target.value })} />
      </div>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <RefusalList error={mutation.error} />
      {mutation.data ? <p role="status">{raise.done(mutation.data.number)}</p> : null}
      <div>
        <Button htmlType="submit" disabled={mutation.isPending}>
          {mutation.isPending ? raise.working : raise.confirm}
        </Button>
      </div>
    </form>
  );
}

function keyOf({ poolId, code }: SettlementLine): string {
  return `${poolId}/${code}`;
}
