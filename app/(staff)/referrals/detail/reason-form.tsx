'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import * as labels from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type DeclineCode, declineCodes } from '@/server/domain/referral/codes';
import { reasonLimit } from '@/server/domain/referral/texts';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './plain-act';

/** Saying no or calling it off: a reason that the other side and the resident read. */
export function ReasonForm({ action, shown, onClose }: ActProps & { readonly action: 'decline' | 'cancel' }) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const [reason, setReason] = useState('');
  const decline = useMutation(trpc.referral.decline.mutationOptions({ onSuccess }));
  const cancel = useMutation(trpc.referral.cancel.mutationOptions({ onSuccess }));
  const [code, setCode] = useState<DeclineCode>('other');
  const act = action === 'decline' ? decline : cancel;
  const handle = { referralId: shown.referral.id, version: shown.version, reason };
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }}>
      {action === 'cancel' ? <p>{copy.acts.cancelText}</p> : null}
      {action === 'decline' ? (
        <Choice
          label={copy.acts.declineCode}
          value={code}
          options={declineCodes.map((option) => [option, labels.declineCodes[option]])}
          onChange={(chosen) => setCode(declineCodes.find((option) => option === chosen) ?? 'other')}
        />
      ) : null}
      <Form.Item
        label={action === 'decline' ? copy.acts.declineReason : copy.acts.cancelReason}
        htmlFor="act-reason"
        required
        extra={copy.form.count([...reason.trim()].length, reasonLimit)}
      >
        <Input.TextArea id="act-reason" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <RefusalList error={act.error} />
      <ConfirmRow danger label={copy.acts[action]} isPending={act.isPending} onConfirm={() => (action === 'decline' ? decline.mutate({ ...handle, code }) : cancel.mutate(handle))} onClose={onClose} />
    </Form>
  );
}
