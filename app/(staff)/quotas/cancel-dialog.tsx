'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { quota as copy } from '@/app/_copy/quota';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ShownSession, timeOf } from './week-grid';

/** Calls a session off: what it means, and a reason. */
export function CancelDialog({ session, onClose }: { readonly session: ShownSession; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const cancel = useMutation(
    trpc.quota.cancel.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onClose();
      },
    }),
  );
  const words = copy.cancelDialog;
  return (
    <Modal
      open
      title={words.title}
      okText={cancel.isPending ? words.working : words.confirm}
      okButtonProps={{ danger: true, disabled: cancel.isPending || reason.trim() === '' }}
      cancelText={words.close}
      onOk={() => cancel.mutate({ sessionId: session.id, reason: reason.trim() })}
      onCancel={onClose}
    >
      <p>{words.text(session.departmentName, session.resourceName, `${session.day} ${timeOf(session)}`)}</p>
      <Form layout="vertical">
        <Form.Item label={words.reason} htmlFor="session-reason" required>
          <Input.TextArea id="session-reason" maxLength={100} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      <RefusalList error={cancel.error} />
    </Modal>
  );
}
