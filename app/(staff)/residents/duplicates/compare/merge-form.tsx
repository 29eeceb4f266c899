'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { particularWords } from '@/app/_copy/duplicate-words';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { MergeParticular, ParticularsKept } from '@/server/domain/registry/merge';
import styles from '../duplicates.module.css';
import { type ComparedRecord, type Comparison, particularText, particulars } from './side-by-side';

/** Which record stays, whose particulars hold, which contract goes on, and why. */
export function MergeForm({ comparison }: { readonly comparison: Comparison }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { first, second, differences, rivals } = comparison;
  const [survivorId, setSurvivorId] = useState(weightOf(second) > weightOf(first) ? second.id : first.id);
  const [from, setFrom] = useState<Partial<Record<MergeParticular, string>>>({});
  const [keptContractId, setKeptContractId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const merge = useMutation(trpc.duplicate.merge.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: trpc.duplicate.list.pathKey() }) }));
  const [survivor, merged] = survivorId === first.id ? [first, second] : [second, first];
  const submit = () => {
    const kept = Object.fromEntries(particulars.map((each) => [each, (from[each] ?? survivorId) === survivorId ? 'survivor' : 'merged'])) as ParticularsKept;
    merge.mutate({ survivorId, mergedId: merged.id, survivorVersion: survivor.version, mergedVersion: merged.version, kept, keptContractId, reason });
  };
  if (merge.data) {
    return (
      <div role="status">
        <p>{copy.merge.done(merge.data.cuts.length, merge.data.changedVisits)}</p>
        <Link href={`/residents/detail?id=${merge.data.survivorId}`}>{copy.merge.openSurvivor}</Link>
      </div>
    );
  }
  const sides = [first, second].map((record, at) => ({ value: record.id, text: `${copy.detail.side(at === 0 ? 1 : 2)}：${record.name} ${record.maskedNumber}` }));
  const contracts = [...first.contracts, ...second.contracts].filter(({ id }) => rivals.includes(id));
  return (
    <form
      className={styles.choices}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className={styles.hint}>{copy.merge.text}</p>
      <Choice name="survivor" legend={copy.merge.survivor} hint={copy.merge.survivorHint} options={sides} value={survivorId} onChange={setSurvivorId} />
      {differences.map((particular) => (
        <Choice
          key={particular}
          name={particular}
          legend={copy.merge.keepOf(particularWords[particular])}
          options={[first, second].map((record, at) => ({ value: record.id, text: `${copy.detail.side(at === 0 ? 1 : 2)}：${particularText[particular](record)}` }))}
          value={from[particular] ?? survivorId}
          onChange={(id) => setFrom({ ...from, [particular]: id })}
        />
      ))}
      {contracts.length > 0 ? (
        <Choice
          name="contract"
          legend={copy.merge.contract}
          hint={copy.merge.contractHint}
          options={contracts.map(({ id, teamName, startDay, endDay }) => ({ value: id, text: copy.detail.contract(teamName, formatDay(startDay), formatDay(endDay)) }))}
          value={keptContractId ?? ''}
          onChange={setKeptContractId}
        />
      ) : null}
      <Form.Item label={copy.merge.reason} htmlFor="merge-reason" layout="vertical" extra={copy.merge.reasonHint} required>
        <Input.TextArea id="merge-reason" rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <RefusalList error={merge.error} />
      <div>
        <Button type="primary" htmlType="submit" disabled={merge.isPending}>
          {merge.isPending ? copy.merge.working : copy.merge.confirm}
        </Button>
      </div>
    </form>
  );
}

/** The record with more to it is the one to stay, unless somebody says otherwise. */
function weightOf({ contracts, visits, referrals, recognitions }: ComparedRecord): number {
  return contracts.length * 10 + visits + referrals + recognitions.length;
}

interface ChoiceProps {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ name, legend, hint, options, value, onChange }: ChoiceProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={`merge-${name}`} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
