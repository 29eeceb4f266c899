'use client';

import { Form, Input } from 'antd';
import { useState } from 'react';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly confirm: string;
  readonly working: string;
  readonly cancel: string;
  readonly mutation: { readonly isPending: boolean; readonly error: unknown };
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks for the reason of something that another person will read. */
export function ReasonDialog({ label, onConfirm, ...dialog }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <ConfirmDialog {...dialog} onConfirm={() => (given === '' ? undefined : onConfirm(given))}>
      <Form layout="vertical">
        <Form.Item label={label} htmlFor="reason" required>
          <Input.TextArea id="reason" rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
