'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { serviceFee } from '@/app/_copy/service-fee';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { yuanText } from '@/app/_ui/money';
import { useScopes } from '@/app/_ui/use-self';
import { WhyNot } from '@/app/_ui/why-not';
import { ReasonDialog } from '../reason-dialog';

const copy = serviceFee.run;
type Run = RouterOutputs['serviceFee']['get'];

/** What can be done with a run that waits: approve it, send it back, take it back. */
export function FeeSteps({ run }: { readonly run: Run }) {
  const can = useScopes();
  const [step, setStep] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  if (run.status !== 'proposed') return null;
  const end = () => setStep(null);
  const mayApprove = can('fee:approve') && run.whyNotApprove.length === 0;
  return (
    <>
      {can('fee:propose') && run.whyNotWithdraw.length === 0 ? <Button onClick={() => setStep('withdraw')}>{copy.withdraw}</Button> : null}
      {mayApprove ? <Button onClick={() => setStep('reject')}>{copy.reject}</Button> : null}
      {mayApprove ? (
        <Button type="primary" onClick={() => setStep('approve')}>
          {copy.approve}
        </Button>
      ) : (
        <WhyNot title={copy.whyNot} refusals={can('fee:approve') ? run.whyNotApprove : []} sentences={can('fee:approve') ? [] : [copy.byFinance]} />
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
    await queries.invalidateQueries(trpc.serviceFee.pathFilter());
  };
}

function ApproveDialog({ run, onEnd }: { readonly run: Run; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const approve = useMutation(trpc.serviceFee.approve.mutationOptions({ onSuccess: useChanged(onEnd) }));
  return (
    <ConfirmDialog
      title={copy.title(run.month)}
      text={copy.approveText(yuanText(run.fundFen + run.publicHealthFen + run.personFen))}
      confirm={copy.approve}
      working={copy.approving}
      cancel={copy.cancel}
      mutation={approve}
      onConfirm={() => approve.mutate({ month: run.month })}
      onClose={onEnd}
    />
  );
}

function EndDialog({ month, step, onEnd }: { readonly month: string; readonly step: 'reject' | 'withdraw'; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const onSuccess = useChanged(onEnd);
  const reject = useMutation(trpc.serviceFee.reject.mutationOptions({ onSuccess }));
  const withdraw = useMutation(trpc.serviceFee.withdraw.mutationOptions({ onSuccess }));
  const mutation = step === 'reject' ? reject : withdraw;
  const words = step === 'reject' ? { confirm: copy.reject, text: copy.rejectText } : { confirm: copy.withdraw, text: copy.withdrawText };
  return (
    <ReasonDialog {...words} title={copy.title(month)} label={copy.endReason} working={copy.working} cancel={copy.cancel} mutation={mutation} onConfirm={(reason) => mutation.mutate({ month, reason })} onClose={onEnd} />
  );
}
