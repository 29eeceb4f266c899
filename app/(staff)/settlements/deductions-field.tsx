'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId } from 'react';
import { pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { poolIds } from '@/server/domain/ledger/account';
import type { DeductionDraft } from './read-deductions';
import styles from './settlements.module.css';

interface DeductionsFieldProps {
  readonly value: readonly DeductionDraft[];
  readonly onChange: (value: readonly DeductionDraft[]) => void;
}

const blank: DeductionDraft = { pool: poolIds[0], institutionCode: '', amount: '', reason: '', reference: '' };

/** 扣款, one after the other, each with the institution by its name, its reason and the decision it rests on. */
export function DeductionsField({ value, onChange }: DeductionsFieldProps) {
  const { deduction } = copy.compute;
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }, { enabled: value.length > 0 }));
  const institutions = (places.data ?? []).map(({ code, name }) => [code, name] as const);
  return (
    <fieldset className={styles.deductions}>
      <legend>{copy.compute.deductions}</legend>
      <p className={styles.help}>{copy.compute.deductionsHint}</p>
      {value.map((draft, index) => (
        <DeductionRow
          key={index}
          number={index + 1}
          draft={draft}
          institutions={institutions}
          onChange={(next) => onChange(value.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(value.filter((_, at) => at !== index))}
        />
      ))}
      <Button onClick={() => onChange([...value, blank])}>{deduction.add}</Button>
    </fieldset>
  );
}

interface DeductionRowProps {
  readonly number: number;
  readonly draft: DeductionDraft;
  readonly institutions: readonly (readonly [code: string, name: string])[];
  readonly onChange: (draft: DeductionDraft) => void;
  readonly onRemove: () => void;
}

function DeductionRow({ number, draft, institutions, onChange, onRemove }: DeductionRowProps) {
  const { deduction } = copy.compute;
  return (
    <div role="group" aria-label={deduction.title(number)} className={styles.deduction}>
      <Choice label={deduction.pool} value={draft.pool} onChange={(pool) => onChange({ ...draft, pool })} options={poolIds.map((pool) => [pool, pools[pool]])} />
      <Choice
        label={deduction.institution}
        value={draft.institutionCode}
        onChange={(institutionCode) => onChange({ ...draft, institutionCode })}
        options={[['', deduction.chooseInstitution], ...institutions]}
      />
      <Labelled label={deduction.amount} value={draft.amount} onChange={(amount) => onChange({ ...draft, amount })} />
      <Labelled label={deduction.reason} hint={deduction.reasonHint} value={draft.reason} onChange={(reason) => onChange({ ...draft, reason })} />
      <Labelled label={deduction.reference} hint={deduction.referenceHint} value={draft.reference} onChange={(reference) => onChange({ ...draft, reference })} />
      <Button aria-label={deduction.remove(number)} onClick={onRemove}>
        ×
      </Button>
    </div>
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
