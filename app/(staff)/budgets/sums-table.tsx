'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { budgetSheet } from '@/app/_copy/budget-sheet';
import { dealingBases, labelOf, pools as poolNames } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { Money, yuanText } from '@/app/_ui/money';
import { Done } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import { dealingBases as bases } from '@/server/domain/budget/budget';
import styles from './budgets.module.css';

const copy = budgetSheet.sums;
type Sum = RouterOutputs['budget']['list']['sums'][number];

/** What is dealt to alliances and institutions beside the region's own: a rest is said, not hidden. */
export function SumsTable({ year, sums }: { readonly year: string; readonly sums: readonly Sum[] }) {
  const can = useScopes();
  const [dealing, setDealing] = useState<Sum | null>(null);
  const [done, setDone] = useState('');
  const { columns } = copy;
  return (
    <>
      <Done said={done} />
      <ScrollArea label={copy.label}>
        <Table<Sum>
          rowKey="pool"
          rows={sums}
          columns={[
            { title: columns.pool, key: 'pool', render: (_, { pool }) => labelOf(poolNames, pool) },
            { title: columns.region, key: 'region', align: 'right', render: (_, { regionFen }) => (regionFen === null ? copy.none : <Money fen={regionFen} />) },
            { title: columns.alliances, key: 'alliances', align: 'right', render: (_, { alliancesFen }) => <Money fen={alliancesFen} /> },
            { title: columns.alliancesRest, key: 'alliancesRest', render: (_, { alliancesRestFen }) => <Rest fen={alliancesRestFen} /> },
            { title: columns.institutions, key: 'institutions', align: 'right', render: (_, { institutionsFen }) => <Money fen={institutionsFen} /> },
            { title: columns.institutionsRest, key: 'institutionsRest', render: (_, { institutionsRestFen }) => <Rest fen={institutionsRestFen} /> },
            ...(can('budget:set')
              ? [{ title: columns.deal, key: 'deal', render: (_: unknown, sum: Sum) => (sum.regionFen === null ? null : <Button onClick={() => setDealing(sum)}>{budgetSheet.deal.button}</Button>) }]
              : []),
          ]}
        />
      </ScrollArea>
      {dealing === null ? null : <DealDialog year={year} sum={dealing} onEnd={() => setDealing(null)} onDone={setDone} />}
    </>
  );
}

function Rest({ fen }: { readonly fen: number | null }) {
  if (fen === null) return '—';
  if (fen === 0) return copy.even;
  return fen > 0 ? copy.rest(yuanText(fen)) : <span className={styles.over}>{copy.over(yuanText(-fen))}</span>;
}

interface DealDialogProps {
  readonly year: string;
  readonly sum: Sum;
  readonly onEnd: () => void;
  /** What became of it, in a sentence. */
  readonly onDone: (said: string) => void;
}

function DealDialog({ year, sum, onEnd, onDone }: DealDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [to, setTo] = useState('institution');
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const { deal: words } = budgetSheet;
  const deal = useMutation(
    trpc.budget.deal.mutationOptions({
      onSuccess: async ({ shares }) => {
        onDone(words.done(shares));
        onEnd();
        await queries.invalidateQueries(trpc.budget.pathFilter());
      },
    }),
  );
  const submit = () => {
    const given = reason.trim();
    const chosen = bases.find((each) => each === by);
    if (given !== '') deal.mutate({ year, pool: sum.pool, to: to === 'alliance' ? 'alliance' : 'institution', reason: given, ...(chosen ? { by: chosen } : {}) });
  };
  return (
    <ConfirmDialog title={words.title(labelOf(poolNames, sum.pool))} text={words.text(yuanText(sum.regionFen ?? 0))} confirm={words.confirm} working={words.working} cancel={words.cancel} mutation={deal} onConfirm={submit} onClose={onEnd}>
      <Form layout="vertical" className={styles.stack}>
        <Choice label={words.to} value={to} onChange={setTo} options={[['institution', words.toInstitution], ['alliance', words.toAlliance]]} />
        <Choice label={words.by} value={by} onChange={setBy} options={[['', words.byPolicy], ...bases.map((each): [string, string] => [each, dealingBases[each]])]} />
        <Form.Item label={words.reason} htmlFor="deal-reason" required>
          <Input id="deal-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
