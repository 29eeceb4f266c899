'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { useReload } from '../use-recognition';
import type { ActProps } from './act-panel';
import { ConfirmRow } from './confirm-row';
import { ReasonField } from './reason-field';

/** Taken away from a day on, with the reason. */
export function RevokeForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const { recognition, version, revocable } = shown;
  const [day, setDay] = useState(revocable?.latest ?? '');
  const [reason, setReason] = useState('');
  const revoke = useMutation(trpc.recognition.revoke.mutationOptions({ onSuccess }));
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }}>
      <Form.Item label={copy.acts.revokedFrom} htmlFor="act-revoked" extra={revocable ? copy.acts.revokedFromHint(revocable.earliest, revocable.latest) : undefined}>
        <Input id="act-revoked" type="date" style={{ width: 180 }} value={day} onChange={(event) => setDay(event.target.value)} />
      </Form.Item>
      <ReasonField label={copy.acts.revokeReason} value={reason} onChange={setReason} />
      <p>{copy.acts.revokeText}</p>
      <RefusalList error={revoke.error} />
      <ConfirmRow
        danger
        label={copy.acts.revoke}
        isPending={revoke.isPending}
        onConfirm={() => revoke.mutate({ recognitionId: recognition.id, version, revokedFrom: isDay(day) ? day : null, reason })}
        onClose={onClose}
      />
    </Form>
  );
}
