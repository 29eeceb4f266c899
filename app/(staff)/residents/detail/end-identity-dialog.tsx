'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { resident } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';

const copy = resident.identity;

interface IdentityDialogProps {
  readonly identityId: string;
  readonly name: string;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
  readonly onClose: () => void;
}

/** The last day on which the class holds. */
export function EndIdentityDialog({ identityId, name, onDone, onClose }: IdentityDialogProps) {
  const trpc = useTRPC();
  const [lastDay, setLastDay] = useState(() => dayOfInstant(Date.now()));
  const end = useMutation(trpc.identity.end.mutationOptions({ onSuccess: onDone }));
  return (
    <Modal
      open
      title={copy.end.title(name)}
      okText={end.isPending ? copy.working : copy.end.confirm}
      okButtonProps={{ danger: true, disabled: end.isPending || lastDay === '' }}
      cancelText={copy.cancel}
      onOk={() => end.mutate({ identityId, lastDay })}
      onCancel={onClose}
    >
      <p>{copy.end.text}</p>
      <Form layout="vertical">
        <Form.Item label={copy.end.lastDay} htmlFor="identity-last-day" required>
          <Input id="identity-last-day" type="date" value={lastDay} onChange={(event) => setLastDay(event.target.value)} />
        </Form.Item>
      </Form>
      <RefusalList error={end.error} />
    </Modal>
  );
}

/** Why the record was a mistake. */
export function WithdrawIdentityDialog({ identityId, name, onDone, onClose }: IdentityDialogProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const withdraw = useMutation(trpc.identity.withdraw.mutationOptions({ onSuccess: onDone }));
  return (
    <Modal
      open
      title={copy.withdraw.title(name)}
      okText={withdraw.isPending ? copy.working : copy.withdraw.confirm}
      okButtonProps={{ danger: true, disabled: withdraw.isPending }}
      cancelText={copy.cancel}
      onOk={() => withdraw.mutate({ identityId, reason })}
      onCancel={onClose}
    >
      <p>{copy.withdraw.text}</p>
      <Form layout="vertical">
        <Form.Item label={copy.withdraw.reason} htmlFor="identity-reason" required>
          <Input.TextArea id="identity-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      <RefusalList error={withdraw.error} />
    </Modal>
  );
}
