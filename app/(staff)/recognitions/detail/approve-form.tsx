'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { validityFrom } from '@/server/domain/recognition/validity';
import { useReload } from '../use-recognition';
import type { ActProps } from './act-panel';
import { ConfirmRow } from './confirm-row';

/** Yes, from a day on; the last day follows from the policy and is shown before it is confirmed. */
export function ApproveForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const { recognition, version, decision } = shown;
  const [typed, setTyped] = useState(decision?.earliest ?? '');
  const approve = useMutation(trpc.recognition.approve.mutationOptions({ onSuccess }));
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }}>
      {decision ? (
        <Form.Item label={copy.acts.validFrom} htmlFor="act-from" extra={copy.acts.validFromHint(decision.earliest, decision.latest)}>
          <Input id="act-from" type="date" style={{ width: 180 }} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Form.Item>
      ) : null}
      {decision && isDay(typed) ? <p role="status">{copy.acts.until(decision.years, validityFrom(typed, decision.years).validTo, decision.clause)}</p> : null}
      <p>{copy.acts.approveText}</p>
      <RefusalList error={approve.error} />
      <ConfirmRow
        label={copy.acts.approve}
        isPending={approve.isPending}
        onConfirm={() => approve.mutate({ recognitionId: recognition.id, version, validFrom: isDay(typed) ? typed : null })}
        onClose={onClose}
      />
    </Form>
  );
}
