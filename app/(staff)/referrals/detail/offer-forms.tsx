'use client';

import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { waiting as copy } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

/** Whoever has spoken with the patient takes the offered place for them, or lets it go to the next. */
export function TakeForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const handle = { referralId: shown.referral.id, version: shown.version };
  const take = useMutation(trpc.waiting.take.mutationOptions({ onSuccess }));
  const decline = useMutation(trpc.waiting.decline.mutationOptions({ onSuccess }));
  return (
    <Form onFinish={() => take.mutate(handle)}>
      <p>{copy.acts.takeText}</p>
      <RefusalList error={take.error ?? decline.error} />
      <ConfirmRow name={copy.acts.take} isPending={take.isPending} onClose={onClose} />
      <p>{copy.acts.declineText}</p>
      <Button loading={decline.isPending} onClick={() => decline.mutate(handle)}>
        {copy.acts.decline}
      </Button>
    </Form>
  );
}
