'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { resident as copy } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { RefusalList } from '@/app/_ui/refusal-list';

/** The masked number, and the whole one once a reason was given; it is forgotten when the page is left. */
export function UnmaskNumber({ residentId, masked, allowed }: { readonly residentId: string; readonly masked: string; readonly allowed: boolean }) {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const unmask = useMutation(trpc.resident.unmask.mutationOptions({ onSuccess: () => setOpen(false), gcTime: 0 }));
  if (unmask.data) {
    return (
      <span>
        {unmask.data.certNo} <span role="status">{copy.unmask.shown}</span>
      </span>
    );
  }
  return (
    <span>
      {masked}{' '}
      {allowed ? (
        <Button size="small" onClick={() => setOpen(true)}>
          {copy.unmask.open}
        </Button>
      ) : null}
      <Modal
        open={isOpen}
        title={copy.unmask.title}
        okText={copy.unmask.confirm}
        cancelText={copy.unmask.cancel}
        confirmLoading={unmask.isPending}
        onOk={() => unmask.mutate({ residentId, reason })}
        onCancel={() => setOpen(false)}
      >
        <p>{copy.unmask.why}</p>
        <Form layout="vertical">
          <Form.Item label={copy.unmask.reason} htmlFor="unmask-reason" required>
            <Input.TextArea id="unmask-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
        </Form>
        <RefusalList error={unmask.error} />
      </Modal>
    </span>
  );
}
