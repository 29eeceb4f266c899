'use client';

import { useEffect, useRef } from 'react';
import { desk as copy } from '@/app/_copy/desk';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { type Columns, Table } from '@/app/_ui/table';
import type { SigningRow } from './use-signing';
import styles from './desk.module.css';

interface SignedPanelProps {
  readonly rows: readonly SigningRow[];
  readonly isSending: boolean;
  readonly onRetry: () => void;
  readonly onBack: () => void;
  readonly onAgain: () => void;
}

/** What became of each: the number and the slip, or why not; nobody who is signed is signed again. */
export function SignedPanel({ rows, isSending, onRetry, onBack, onAgain }: SignedPanelProps) {
  const told = useRef<HTMLParagraphElement>(null);
  const isRefused = rows.some(({ state }) => state.status === 'refused');
  useEffect(() => {
    // A refusal takes the focus by itself.
    if (!isSending && !isRefused) told.current?.focus();
  }, [isSending, isRefused]);
  const signed = rows.flatMap(({ state }) => (state.status === 'signed' ? [state.receipt] : []));
  const [first] = signed;
  const left = rows.filter(({ state }) => state.status === 'refused').length;
  const text = first && (signed.length === 1 ? copy.result.text(first.residentName, first.teamName) : copy.result.many(signed.length, first.teamName));
  return (
    <Page title={left === 0 ? copy.result.title : signed.length > 0 ? copy.result.partly : copy.result.none}>
      <Section title={copy.result.columns.outcome}>
        <p ref={told} tabIndex={-1} role="status">
          {isSending ? copy.submitting : text}
          {left > 0 && !isSending ? copy.result.left(left, signed.length) : null}
        </p>
        <ScrollArea label={copy.result.columns.outcome}>
          <Table<SigningRow> rowKey="key" columns={columns} rows={rows} />
        </ScrollArea>
        {isSending ? null : (
          <div className={styles.actions}>
            {left > 0 ? (
              <>
                <Button type="primary" onClick={onRetry}>
                  {copy.result.retry}
                </Button>
                <Button onClick={onBack}>{copy.result.back}</Button>
              </>
            ) : null}
            <Button onClick={onAgain}>{copy.result.again}</Button>
          </div>
        )}
      </Section>
    </Page>
  );
}

const columns: Columns<SigningRow> = [
  { title: copy.result.columns.name, dataIndex: 'name' },
  {
    title: copy.result.columns.outcome,
    key: 'outcome',
    render: (_, { state }) => (state.status === 'refused' ? <RefusalList error={state.error} /> : copy.result[state.status]),
  },
  { title: copy.result.columns.number, key: 'number', render: (_, { state }) => (state.status === 'signed' ? state.receipt.number : null) },
  { title: copy.result.columns.term, key: 'term', render: (_, { state }) => (state.status === 'signed' ? copy.result.days(state.receipt.startDay, state.receipt.endDay) : null) },
  { title: copy.result.columns.act, key: 'act', render: (_, { state }) => (state.status === 'signed' ? <SignedLinks contractId={state.receipt.contractId} /> : null) },
];

function SignedLinks({ contractId }: { readonly contractId: string }) {
  return (
    <span className={styles.actions}>
      <Link href={`/contracts/print?id=${contractId}`}>
        <Button type="primary">{copy.result.print}</Button>
      </Link>
      <Link href={`/contracts/detail?id=${contractId}`}>
        <Button>{copy.result.open}</Button>
      </Link>
    </span>
  );
}
