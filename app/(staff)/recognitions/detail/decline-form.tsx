'use client';

import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useReload } from '../use-recognition';
import type { ActProps } from './act-panel';
import { ConfirmRow } from './confirm-row';
import { ReasonField } from './reason-field';

/** No, with a reason that the institution and the resident read. */
export function DeclineForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const [reason, setReason] = useState('');
  const decline = useMutation(trpc.recognition.decline.mutationOptions({ onSuccess }));
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }}>
      <ReasonField label={copy.acts.declineReason} value={reason} onChange={setReason} />
      <RefusalList error={decline.error} />
      <ConfirmRow danger label={copy.acts.decline} isPending={decline.isPending} onConfirm={() => decline.mutate({ recognitionId: shown.recognition.id, version: shown.version, reason })} onClose={onClose} />
    </Form>
  );
}
