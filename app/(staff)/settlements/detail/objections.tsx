'use client';

import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import styles from '../settlements.module.css';
import { ObjectionItem } from './objection-item';
import { RaiseObjection } from './raise-objection';
import type { SettlementView } from './settlement-view';

/** 异议 from both sides: institutions raise them and read the answer, the bureau answers one after the other. */
export function Objections({ view }: { readonly view: SettlementView }) {
  const trpc = useTRPC();
  const can = useScopes();
  const found = useQuery(trpc.settlement.objections.queryOptions({ settlementId: view.id }));
  const list = useRef<HTMLOListElement>(null);
  const goToNext = () => focusNextOpen(list.current);
  useNextByKey(list);
  const rows = found.data ?? [];
  const open = rows.filter(({ status }) => status === 'raised').length;
  return (
    <Section title={copy.objection.title} actions={can('settlement:answer') && open > 0 ? <Button onClick={goToNext}>{copy.objection.next}</Button> : null}>
      <div className={styles.stack}>
        <p className={styles.help}>{copy.objection.help}</p>
        <RaiseObjection view={view} lines={view.lines} />
        <RefusalList error={found.error} />
        {found.isPending ? <p role="status">{shell.loading}</p> : null}
        {found.data && rows.length === 0 ? <p>{copy.objection.empty}</p> : null}
        <ol ref={list} className={styles.objections}>
          {rows.map((objection) => (
            <li key={objection.id}>
              <ObjectionItem view={view} objection={objection} onAnswered={goToNext} />
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}

/** Moves the focus to the next objection that waits for an answer. */
function focusNextOpen(list: HTMLElement | null): void {
  const waiting = [...(list?.querySelectorAll<HTMLElement>('[data-open="true"]') ?? [])];
  const at = waiting.findIndex((item) => item.contains(document.activeElement));
  waiting[(at + 1) % Math.max(1, waiting.length)]?.focus();
}

/** The same by Alt+N, wherever the focus is. */
function useNextByKey(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== 'KeyN') return;
      event.preventDefault();
      focusNextOpen(list.current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
}
