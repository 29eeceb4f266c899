'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { useState } from 'react';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

const ways = ['desk', 'paper'] as const;

/** The resident was asked on their phone and agreed at the desk or on paper instead. */
export function AgreeForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const [way, setWay] = useState<(typeof ways)[number]>('desk');
  const agree = useMutation(trpc.referral.agree.mutationOptions({ onSuccess }));
  const says = course.forms.agree;
  return (
    <Form onFinish={() => agree.mutate({ referralId: shown.referral.id, version: shown.version, way })}>
      <p>{says.text}</p>
      <Radio.Group
        aria-label={says.way}
        value={way}
        onChange={(event) => setWay(ways.find((known) => known === event.target.value) ?? 'desk')}
        options={ways.map((value) => ({ value, label: says.ways[value] }))}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
      />
      <RefusalList error={agree.error} />
      <ConfirmRow name={course.acts.names.agree} isPending={agree.isPending} onClose={onClose} />
    </Form>
  );
}
