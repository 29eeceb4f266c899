'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ActProps, useReload } from './act';

/** An act that needs nothing but a confirmation. */
export function PlainAct({ action, shown, onClose }: ActProps & { readonly action: 'arrive' | 'return' | 'miss' }) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const arrive = useMutation(trpc.referral.arrive.mutationOptions({ onSuccess }));
  const back = useMutation(trpc.referral.return.mutationOptions({ onSuccess }));
  const miss = useMutation(trpc.referral.miss.mutationOptions({ onSuccess }));
  const act = { arrive, return: back, miss }[action];
  return (
    <div>
      {action === 'miss' ? <p>{copy.acts.missText}</p> : null}
      <RefusalList error={act.error} />
      <ConfirmRow label={copy.acts[action]} isPending={act.isPending} onConfirm={() => act.mutate({ referralId: shown.referral.id, version: shown.version })} onClose={onClose} />
    </div>
  );
}

interface ConfirmRowProps {
  readonly label: string;
  readonly isPending: boolean;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmRow({ label, isPending, danger, onConfirm, onClose }: ConfirmRowProps) {
  return (
    <div style={{ display: 'flex', gap: 8, margin: '12px 0' }}>
      <Button type="primary" danger={danger} loading={isPending} onClick={onConfirm}>
        {isPending ? copy.acts.working : `${copy.acts.confirm}${label}`}
      </Button>
      <Button onClick={onClose}>{copy.acts.close}</Button>
    </div>
  );
}
