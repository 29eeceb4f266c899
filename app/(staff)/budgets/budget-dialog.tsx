'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { labelOf, pools } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { RefusalList } from '@/app/_ui/refusal-list';
import { formatYuan, parseYuan } from '@/server/domain/kernel/money';

interface BudgetDialogProps {
  readonly year: string;
  readonly row: RouterOutputs['budget']['burn'][number];
  readonly onEnd: () => void;
}

/** Sets what a pool may spend in a year. */
export function BudgetDialog({ year, row, onEnd }: BudgetDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [budgetText, setBudgetText] = useState(row.budgetFen === null ? '' : formatYuan(row.budgetFen));
  const [reason, setReason] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const save = useMutation(
    trpc.budget.set.mutationOptions({
      onSuccess: async () => {
        onEnd();
        await queries.invalidateQueries(trpc.budget.pathFilter());
      },
    }),
  );
  const submit = () => {
    const budgetFen = parseYuan(budgetText.trim());
    const readable = budgetFen !== null && budgetFen >= 0;
    setMalformed(!readable);
    if (readable) save.mutate({ year, pool: row.pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen: budgetFen }, reason: reason.trim() || null });
  };
  return (
    <Modal
      open
      title={copy.set.title(year, labelOf(pools, row.pool))}
      okText={save.isPending ? copy.set.working : copy.set.confirm}
      okButtonProps={{ disabled: save.isPending }}
      cancelText={copy.set.cancel}
      onOk={submit}
      onCancel={onEnd}
    >
      <Form layout="vertical">
        <Form.Item label={copy.set.budget} htmlFor="budget-amount" required>
          <Input id="budget-amount" inputMode="decimal" value={budgetText} onChange={(event) => setBudgetText(event.target.value)} />
        </Form.Item>
        <Form.Item label={copy.set.reason} htmlFor="budget-reason" required={row.budgetFen !== null}>
          <Input id="budget-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      {isMalformed ? <p role="alert">{copy.set.malformed}</p> : null}
      <RefusalList error={save.error} />
    </Modal>
  );
}
