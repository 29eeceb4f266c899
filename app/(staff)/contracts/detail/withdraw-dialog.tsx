'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { DialogProps } from './dialog-props';

/** Records at the desk that the resident takes their consent back. */
export function WithdrawDialog({ shown, onDone, onClose }: DialogProps) {
  const trpc = useTRPC();
  const [note, setNote] = useState('');
  const withdraw = useMutation(trpc.contract.withdrawConsent.mutationOptions({ onSuccess: ({ contractId }) => onDone(contractId) }));
  const { title, text, confirm, working, cancel } = copy.withdraw;
  return (
    <ConfirmDialog title={title(shown.resident.name)} text={text} confirm={confirm} working={working} cancel={cancel} mutation={withdraw} onConfirm={() => withdraw.mutate({ contractId: shown.id, note: note.trim() || null })} onClose={onClose}>
      <Form layout="vertical">
        <Form.Item label={copy.withdraw.note} htmlFor="withdraw-note">
          <Input.TextArea id="withdraw-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
