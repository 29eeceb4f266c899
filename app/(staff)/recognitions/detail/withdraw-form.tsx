'use client';

import { useMutation } from '@tanstack/react-query';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useReload } from '../use-recognition';
import type { ActProps } from './act-panel';
import { ConfirmRow } from './confirm-row';

/** The institution takes its application back. */
export function WithdrawForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const withdraw = useMutation(trpc.recognition.withdraw.mutationOptions({ onSuccess }));
  return (
    <div>
      <p>{copy.acts.withdrawText}</p>
      <RefusalList error={withdraw.error} />
      <ConfirmRow danger label={copy.acts.withdraw} isPending={withdraw.isPending} onConfirm={() => withdraw.mutate({ recognitionId: shown.recognition.id, version: shown.version })} onClose={onClose} />
    </div>
  );
}
