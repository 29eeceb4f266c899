'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { disposalKinds, labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { formatDay } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { useDraft } from '@/app/_ui/use-draft';
import { useScopes } from '@/app/_ui/use-self';
import { linesDue } from '@/server/domain/settlement/closing';
import styles from '../settlements.module.css';
import type { SettlementLine, SettlementView } from './settlement-view';

type Filled = RouterInputs['settlement']['dispose']['disposals'][number];
interface Entry {
  readonly kind: 'recovered' | 'carried';
  readonly day: string;
  readonly voucher: string;
}
const noEntry: Entry = { kind: 'recovered', day: '', voucher: '' };
const noEntries: Readonly<Record<string, Entry>> = {};

/** 收付与办结: finance puts down how each line was paid, recovered or carried; everybody else reads it. */
export function Closing({ view }: { readonly view: SettlementView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const can = useScopes();
  const [entries, setEntries, clear] = useDraft(`closing.${view.id}`, noEntries);
  const [done, setDone] = useState<number | null>(null);
  const mutation = useMutation(
    trpc.settlement.dispose.mutationOptions({
      onSuccess: async ({ recorded }) => {
        clear();
        setDone(recorded);
        await queries.invalidateQueries(trpc.settlement.pathFilter());
      },
    }),
  );
  const due = linesDue(view.lines);
  const left = due.filter((line) => line.disposal === null).length;
  const mayFill = can('settlement:dispose') && view.status === 'confirmed';
  const filled = due.flatMap((line): Filled[] => filledIn(line, entries[keyOf(line)] ?? noEntry));
  const isEarly = view.status !== 'confirmed' && view.status !== 'closed';
  return (
    <Section title={copy.closing.title}>
      <div className={styles.stack}>
        <p className={styles.help}>{view.isWhole ? copy.closing.help : copy.closing.onlyRegion}</p>
        {isEarly ? <p>{copy.closing.notConfirmed}</p> : <p role="status">{due.length === 0 ? copy.closing.allZero : copy.closing.left(left)}</p>}
        {isEarly ? null : <DisposalTable lines={due} entries={mayFill ? entries : null} onEntry={(key, entry) => setEntries({ ...entries, [key]: entry })} />}
        {mayFill && due.length > 0 ? (
          <>
            <RefusalList error={mutation.error} />
            {done === null || filled.length > 0 ? null : <p role="status">{copy.closing.done(done)}</p>}
            {filled.length === 0 ? <p className={styles.help}>{copy.closing.nothingFilled}</p> : null}
            {filled.length === 0 ? null : (
              <div>
                <Button type="primary" disabled={mutation.isPending} onClick={() => mutation.mutate({ settlementId: view.id, disposals: filled })}>
                  {mutation.isPending ? copy.closing.working : copy.closing.submit(filled.length)}
                </Button>
              </div>
            )}
          </>
        ) : null}
      </div>
    </Section>
  );
}

interface DisposalTableProps {
  readonly lines: readonly SettlementLine[];
  /** Null for those who only read. */
  readonly entries: Readonly<Record<string, Entry>> | null;
  readonly onEntry: (key: string, entry: Entry) => void;
}

function DisposalTable({ lines, entries, onEntry }: DisposalTableProps) {
  const { columns } = copy.closing;
  return (
    <ScrollArea label={copy.closing.label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {[columns.institution, columns.pool, columns.final, columns.state, ...(entries === null ? [] : [columns.kind, columns.day, columns.voucher])].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={keyOf(line)}>
              <th scope="row">{line.name}</th>
              <td>{labelOf(pools, line.poolId)}</td>
              <td className={styles.amount}>
                <Money fen={line.finalFen} />
              </td>
              <td>
                <Recorded line={line} />
              </td>
              {entries === null ? null : <EntryCells line={line} entry={entries[keyOf(line)] ?? noEntry} onEntry={(entry) => onEntry(keyOf(line), entry)} />}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Recorded({ line: { disposal } }: { readonly line: SettlementLine }) {
  if (disposal === null) return copy.closing.none;
  const { kind, day, voucher, recordedByName } = disposal;
  return (
    <>
      <StatusTag kind="disposal" value={kind} /> {day === null ? copy.closing.carried : copy.line.disposal('', formatDay(day), voucher ?? '')}
      <span className={styles.group}>{copy.closing.by(recordedByName)}</span>
    </>
  );
}

interface EntryCellsProps {
  readonly line: SettlementLine;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}

function EntryCells({ line, entry, onEntry }: EntryCellsProps) {
  const { closing } = copy;
  const name = `${line.name} ${labelOf(pools, line.poolId)}`;
  const isCarried = line.finalFen < 0 && entry.kind === 'carried';
  return (
    <>
      <td>
        {line.finalFen > 0 ? (
          disposalKinds.paid
        ) : (
          <select aria-label={closing.kind(name)} value={entry.kind} onChange={(event) => onEntry({ ...entry, kind: event.target.value === 'carried' ? 'carried' : 'recovered' })}>
            <option value="recovered">{disposalKinds.recovered}</option>
            <option value="carried">{disposalKinds.carried}</option>
          </select>
        )}
      </td>
      <td>{isCarried ? copy.detail.none : <Input type="date" aria-label={closing.day(name)} value={entry.day} onChange={(event) => onEntry({ ...entry, day: event.target.value })} />}</td>
      <td>{isCarried ? copy.detail.none : <Input aria-label={closing.voucher(name)} value={entry.voucher} maxLength={60} onChange={(event) => onEntry({ ...entry, voucher: event.target.value })} />}</td>
    </>
  );
}

/** The row as it is to be recorded; none while something of it is missing. */
function filledIn(line: SettlementLine, { kind, day, voucher }: Entry): Filled[] {
  const { poolId, code } = line;
  if (line.finalFen < 0 && kind === 'carried') return [{ poolId, code, disposal: { kind } }];
  if (day === '' || voucher.trim() === '') return [];
  return [{ poolId, code, disposal: { kind: line.finalFen > 0 ? 'paid' : 'recovered', day, voucher: voucher.trim() } }];
}

function keyOf({ poolId, code }: SettlementLine): string {
  return `${poolId}/${code}`;
}
