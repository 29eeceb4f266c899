import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import { referralDirections, referralKinds, referralPriorities } from '@/app/_copy/labels';
import { desk as copy } from '@/app/_copy/referral-desk';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import type { WorklistSide } from '@/server/domain/referral/worklists';
import { cleared, type Filters, type OnFilters, placeDayOf } from './filters';
import styles from './worklist.module.css';

interface WorklistFiltersProps {
  readonly side: WorklistSide;
  readonly filters: Filters;
  readonly onChange: OnFilters;
  /** The field that the key `/` leads to. */
  readonly field: RefObject<HTMLInputElement | null>;
}

export function WorklistFilters({ side, filters, onChange, field }: WorklistFiltersProps) {
  const trpc = useTRPC();
  const facets = useQuery(trpc.referralDesk.facets.queryOptions({ side }, { staleTime: 300_000 }));
  const [typed, setTyped] = useState(filters.text);
  const { filters: words } = copy;
  const any = ['', words.any] as const;
  const whoOf = words.whoOf[side];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ text: typed.trim() });
  };
  const named = (offered: readonly { readonly code: string; readonly name: string }[] | undefined, chosen: string) => {
    const all = (offered ?? []).map(({ code, name }) => [code, name] as const);
    // What a link asks for stays chosen, even where nothing open has it any more.
    return [any, ...all, ...(chosen === '' || all.some(([code]) => code === chosen) ? [] : [[chosen, chosen] as const])];
  };
  return (
    <form role="search" aria-label={words.label} onSubmit={submit} className={styles.filters}>
      <Choice
        label={words.who}
        value={filters.who}
        onChange={(who) => onChange({ who })}
        options={[['', whoOf.everybody], ['mine', whoOf.mine], ...(side === 'received' ? [['nobody', whoOf.nobody] as const] : [])]}
      />
      <Choice label={words.priority} value={filters.priority} onChange={(priority) => onChange({ priority })} options={[any, ...Object.entries(referralPriorities)]} />
      <Choice label={words.direction} value={filters.direction} onChange={(direction) => onChange({ direction })} options={[any, ...Object.entries(referralDirections)]} />
      <Choice label={words.kind} value={filters.kind} onChange={(kind) => onChange({ kind })} options={[any, ...Object.entries(referralKinds)]} />
      <Choice label={words.department} value={filters.department} onChange={(department) => onChange({ department })} options={named(facets.data?.departments, filters.department)} />
      <Choice label={words.partner[side]} value={filters.partner} onChange={(partner) => onChange({ partner })} options={named(facets.data?.partners, filters.partner)} />
      <div className={styles.field}>
        <label htmlFor="referral-day">{words.placeDay}</label>
        <input id="referral-day" type="date" value={placeDayOf(filters) ?? ''} onChange={(event) => onChange({ day: event.target.value })} />
      </div>
      <div className={styles.field}>
        <label htmlFor="referral-text">{words.text}</label>
        <input id="referral-text" ref={field} type="search" autoComplete="off" maxLength={50} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <Button type="primary" htmlType="submit">
        {words.search}
      </Button>
      <Button
        onClick={() => {
          setTyped('');
          onChange(cleared);
        }}
      >
        {words.clear}
      </Button>
    </form>
  );
}
