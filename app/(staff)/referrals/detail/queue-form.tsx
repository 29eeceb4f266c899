'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { course } from '@/app/_copy/referral-course';
import { waiting as copy } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { longestWish, waitsFor } from '@/server/domain/waiting/turn';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

/** Puts the patient on the waiting list: for which specialist or device, and for how many nights where a bed is waited for. */
export function QueueForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const { referral, version, slot, beds } = shown;
  const isStay = waitsFor(referral.kind) === 'ward';
  const [resource, setResource] = useState(slot?.kind === 'exam' ? slot.resourceName : '');
  const [nights, setNights] = useState(Math.max(1, beds.length));
  const put = useMutation(trpc.waiting.put.mutationOptions({ onSuccess: useReload() }));
  const resourceName = resource.trim() === '' ? null : resource.trim();
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={() => put.mutate({ referralId: referral.id, version, resourceName, nights: isStay ? nights : 0 })}>
      <p>{copy.acts.queueText}</p>
      <Form.Item label={copy.acts.resource} htmlFor="queue-resource">
        <Input id="queue-resource" autoFocus maxLength={50} value={resource} onChange={(event) => setResource(event.target.value)} />
      </Form.Item>
      {isStay ? (
        <Form.Item label={copy.acts.nights} htmlFor="queue-nights">
          <InputNumber id="queue-nights" min={1} max={longestWish} value={nights} onChange={(value) => setNights(value ?? 1)} />
        </Form.Item>
      ) : null}
      <RefusalList error={put.error} />
      <ConfirmRow name={course.acts.names.queue} isPending={put.isPending} onClose={onClose} />
    </Form>
  );
}
