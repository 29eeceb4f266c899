'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { budgetSheet } from '@/app/_copy/budget-sheet';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { formatInstant } from '@/app/_ui/moment';
import { yuanText } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { useScopes } from '@/app/_ui/use-self';
import { WhyNot } from '@/app/_ui/why-not';
import { parseYuan } from '@/server/domain/kernel/fen';
import { ReasonDialog } from '../reason-dialog';
import styles from '../budgets.module.css';

const copy = budgetSheet.detail;
type View = RouterOutputs['budget']['get'];
type Adjustment = View['adjustments'][number];

/** Adjustments, the latest first: who proposed each and why, and what the second person decided. */
export function Adjustments({ view }: { readonly view: View }) {
  const can = useScopes();
  const [isProposing, setProposing] = useState(false);
  return (
    <Section title={copy.adjustments} actions={can('budget:set') ? <Button onClick={() => setProposing(true)}>{copy.propose}</Button> : null}>
      {view.adjustments.length === 0 ? <p>{copy.noAdjustments}</p> : null}
      <ul className={styles.items}>
        {view.adjustments.map((adjustment) => (
          <Item key={adjustment.id} adjustment={adjustment} />
        ))}
      </ul>
      {isProposing ? <ProposeDialog budgetId={view.id} onEnd={() => setProposing(false)} /> : null}
    </Section>
  );
}

function Item({ adjustment }: { readonly adjustment: Adjustment }) {
  const { amountFen, reason, status, proposedByName, proposedAt, decidedByName, decidedAt, decisionReason } = adjustment;
  const decided = formatInstant(decidedAt);
  return (
    <li className={styles.item}>
      <div className={styles.itemHead}>
        <strong>{copy.adjustmentOf(yuanText(amountFen))}</strong>
        <StatusTag kind="adjustment" value={status} />
      </div>
      <p>
        {copy.reason}
        {reason}
      </p>
      <p>{copy.proposed(proposedByName, formatInstant(proposedAt))}</p>
      {status === 'approved' ? <p>{copy.approved(decidedByName ?? copy.none, decided)}</p> : null}
      {status === 'refused' ? <p>{copy.refused(decidedByName ?? copy.none, decided, decisionReason ?? copy.none)}</p> : null}
      {status === 'proposed' ? <Decision adjustment={adjustment} /> : null}
    </li>
  );
}

function Decision({ adjustment }: { readonly adjustment: Adjustment }) {
  const can = useScopes();
  const [step, setStep] = useState<'approve' | 'refuse' | null>(null);
  if (!can('budget:approve')) return <WhyNot title={copy.whyNot} sentences={[copy.bySecond]} />;
  if (adjustment.whyNotApprove.length > 0) return <WhyNot title={copy.whyNot} refusals={adjustment.whyNotApprove} />;
  return (
    <div className={styles.itemActions}>
      <Button type="primary" onClick={() => setStep('approve')}>
        {copy.approve}
      </Button>
      <Button onClick={() => setStep('refuse')}>{copy.refuse}</Button>
      {step === null ? null : <DecideDialog adjustment={adjustment} step={step} onEnd={() => setStep(null)} />}
    </div>
  );
}

function DecideDialog({ adjustment: { id, amountFen }, step, onEnd }: { readonly adjustment: Adjustment; readonly step: 'approve' | 'refuse'; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSuccess = async () => {
    onEnd();
    await queries.invalidateQueries(trpc.budget.pathFilter());
  };
  const approve = useMutation(trpc.budget.approveAdjustment.mutationOptions({ onSuccess }));
  const refuse = useMutation(trpc.budget.refuseAdjustment.mutationOptions({ onSuccess }));
  const { decide } = budgetSheet;
  const words = { working: decide.working, cancel: decide.cancel, onClose: onEnd };
  return step === 'approve' ? (
    <ConfirmDialog {...words} title={decide.approveTitle} text={decide.approveText(yuanText(amountFen))} confirm={copy.approve} mutation={approve} onConfirm={() => approve.mutate({ id })} />
  ) : (
    <ReasonDialog {...words} title={decide.refuseTitle} text={decide.refuseText} label={decide.reason} confirm={copy.refuse} mutation={refuse} onConfirm={(reason) => refuse.mutate({ id, reason })} />
  );
}

function ProposeDialog({ budgetId, onEnd }: { readonly budgetId: string; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const { adjust } = budgetSheet;
  const propose = useMutation(
    trpc.budget.adjust.mutationOptions({
      onSuccess: async () => {
        onEnd();
        await queries.invalidateQueries(trpc.budget.pathFilter());
      },
    }),
  );
  const submit = () => {
    const amountFen = parseYuan(amount.trim());
    setMalformed(amountFen === null || reason.trim() === '');
    if (amountFen !== null && reason.trim() !== '') propose.mutate({ budgetId, amountFen, reason: reason.trim() });
  };
  return (
    <Modal open title={adjust.title} okText={propose.isPending ? adjust.working : adjust.confirm} okButtonProps={{ disabled: propose.isPending }} cancelText={adjust.cancel} onOk={submit} onCancel={onEnd}>
      <p>{adjust.text}</p>
      <Form layout="vertical">
        <Form.Item label={adjust.amount} htmlFor="adjustment-amount" required>
          <Input id="adjustment-amount" inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Form.Item>
        <Form.Item label={adjust.reason} htmlFor="adjustment-reason" required>
          <Input.TextArea id="adjustment-reason" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      {isMalformed ? <p role="alert">{adjust.malformed}</p> : null}
      <RefusalList error={propose.error} />
    </Modal>
  );
}
