'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { posting } from '@/app/_copy/posting';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { PostingRow } from './page';

const copy = posting.withdrawDialog;

/** Takes a wrong row back; it needs a reason, which stays with the row. */
export function WithdrawDialog({ row, onClose }: { readonly row: PostingRow; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const withdraw = useMutation(
    trpc.posting.withdraw.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.posting.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.title}
      text={copy.text(row.personName, posting.days(row.fromDay, row.toDay))}
      confirm={copy.confirm}
      working={copy.working}
      cancel={copy.close}
      mutation={withdraw}
      onConfirm={() => withdraw.mutate({ id: row.id, version: row.version, reason })}
      onClose={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={copy.reason} htmlFor="withdraw-reason" required>
          <Input id="withdraw-reason" autoFocus maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
