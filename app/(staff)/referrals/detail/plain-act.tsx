'use client';

import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

/** An act that needs nothing but to be meant. */
export function PlainAct({ action, shown, onClose }: ActProps & { readonly action: 'arrive' | 'treat' | 'miss' | 'die' }) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const arrive = useMutation(trpc.referral.arrive.mutationOptions({ onSuccess }));
  const treat = useMutation(trpc.referral.treat.mutationOptions({ onSuccess }));
  const miss = useMutation(trpc.referral.miss.mutationOptions({ onSuccess }));
  const die = useMutation(trpc.referral.noteDeath.mutationOptions({ onSuccess }));
  const act = { arrive, treat, miss, die }[action];
  return (
    <Form onFinish={() => act.mutate({ referralId: shown.referral.id, version: shown.version })}>
      <p>{course.forms[action]}</p>
      <RefusalList error={act.error} />
      <ConfirmRow danger={action === 'miss' || action === 'die'} name={course.acts.names[action]} isPending={act.isPending} onClose={onClose} />
    </Form>
  );
}
