'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId } from 'react';
import { overspendReasons as reasonLabels, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { overspendReasons } from '@/server/domain/settlement/alliance-inputs';
import { totalPoolIds } from '@/server/domain/settlement/basis';
import type { ReasonableDraft } from './read-reasonable';
import styles from './settlements.module.css';

interface ReasonableFieldProps {
  readonly value: readonly ReasonableDraft[];
  readonly onChange: (value: readonly ReasonableDraft[]) => void;
}

const blank: ReasonableDraft = { poolId: totalPoolIds[1], code: '', amount: '', reason: overspendReasons[1], note: '' };

/** 合理超支, one after the other, each of one alliance's lead with its reason and the decision it rests on. */
export function ReasonableField({ value, onChange }: ReasonableFieldProps) {
  const trpc = useTRPC();
  const item = copy.compute.reasonableItem;
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }, { enabled: value.length > 0 }));
  const leads = (places.data ?? []).filter(({ role }) => role === 'lead').map(({ code, name }) => [code, name] as const);
  return (
    <fieldset className={styles.deductions}>
      <legend>{copy.compute.reasonable}</legend>
      <p className={styles.help}>{copy.compute.reasonableHint}</p>
      {value.map((draft, index) => {
        const change = (changes: Partial<ReasonableDraft>) => onChange(value.map((each, at) => (at === index ? { ...each, ...changes } : each)));
        return (
          <div key={index} role="group" aria-label={item.title(index + 1)} className={styles.deduction}>
            <Choice label={item.pool} value={draft.poolId} onChange={(poolId) => change({ poolId })} options={totalPoolIds.map((id) => [id, pools[id]])} />
            <Choice label={item.lead} value={draft.code} onChange={(code) => change({ code })} options={[['', item.chooseLead], ...leads]} />
            <Labelled label={item.amount} value={draft.amount} onChange={(amount) => change({ amount })} />
            <Choice label={item.reason} value={draft.reason} onChange={(reason) => change({ reason })} options={overspendReasons.map((reason) => [reason, reasonLabels[reason]])} />
            <Labelled label={item.note} hint={item.noteHint} value={draft.note} onChange={(note) => change({ note })} />
            <Button aria-label={item.remove(index + 1)} onClick={() => onChange(value.filter((_, at) => at !== index))}>
              ×
            </Button>
          </div>
        );
      })}
      <Button onClick={() => onChange([...value, blank])}>{item.add}</Button>
    </fieldset>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}

function Labelled({ label, value, onChange, hint }: LabelledProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Input id={id} value={value} placeholder={hint} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
