'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { budget as copy } from '@/app/_copy/budget';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { yuanText } from '@/app/_ui/money';
import { useScopes } from '@/app/_ui/use-self';
import { WhyNot } from '@/app/_ui/why-not';
import { ReasonDialog } from '../reason-dialog';

type Run = RouterOutputs['prepayment']['get'];

/** What can be done with a run that waits: approve it, send it back, take it back. */
export function RunSteps({ run }: { readonly run: Run }) {
  const can = useScopes();
  const [step, setStep] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  if (run.status !== 'proposed') return null;
  const end = () => setStep(null);
  const mayApprove = can('prepayment:approve') && run.whyNotApprove.length === 0;
  return (
    <>
      {can('prepayment:propose') && run.whyNotWithdraw.length === 0 ? <Button onClick={() => setStep('withdraw')}>{copy.run.withdraw}</Button> : null}
      {mayApprove ? <Button onClick={() => setStep('reject')}>{copy.run.reject}</Button> : null}
      {mayApprove ? (
        <Button type="primary" onClick={() => setStep('approve')}>
          {copy.run.approve}
        </Button>
      ) : (
        <WhyNot title={copy.run.whyNot} refusals={can('prepayment:approve') ? run.whyNotApprove : []} sentences={can('prepayment:approve') ? [] : [copy.run.byFinance]} />
      )}
      {step === 'approve' ? <ApproveDialog run={run} onEnd={end} /> : null}
      {step === 'reject' || step === 'withdraw' ? <EndDialog month={run.month} step={step} onEnd={end} /> : null}
    </>
  );
}

function useChanged(onEnd: () => void): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return async () => {
    onEnd();
    await queries.invalidateQueries(trpc.prepayment.pathFilter());
    await queries.invalidateQueries(trpc.month.pathFilter());
  };
}

function ApproveDialog({ run, onEnd }: { readonly run: Run; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const approve = useMutation(trpc.prepayment.approve.mutationOptions({ onSuccess: useChanged(onEnd) }));
  return (
    <ConfirmDialog
      title={copy.run.confirmTitle(run.month)}
      text={copy.run.confirmText(yuanText(run.totalFen))}
      confirm={copy.run.approve}
      working={copy.run.approving}
      cancel={copy.run.cancel}
      mutation={approve}
      onConfirm={() => approve.mutate({ month: run.month })}
      onClose={onEnd}
    />
  );
}

function EndDialog({ month, step, onEnd }: { readonly month: string; readonly step: 'reject' | 'withdraw'; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const onSuccess = useChanged(onEnd);
  const reject = useMutation(trpc.prepayment.reject.mutationOptions({ onSuccess }));
  const withdraw = useMutation(trpc.prepayment.withdraw.mutationOptions({ onSuccess }));
  const mutation = step === 'reject' ? reject : withdraw;
  const words = step === 'reject' ? { confirm: copy.run.reject, text: copy.run.rejectText } : { confirm: copy.run.withdraw, text: copy.run.withdrawText };
  return (
    <ReasonDialog
      {...words}
      title={copy.run.title(month)}
      label={copy.run.endReason}
      working={copy.run.ending}
      cancel={copy.run.keep}
      mutation={mutation}
      onConfirm={(reason) => mutation.mutate({ month, reason })}
      onClose={onEnd}
    />
  );
}
