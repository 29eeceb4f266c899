'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { contract as copy } from '@/app/_copy/contract';
import { terminationReasons } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type EndingReason, endingReasons } from '@/server/domain/contract/terminate-contract';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';

interface TerminateDialogProps {
  readonly contractId: string;
  readonly residentName: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Ends a contract: what it means, a reason, the last day, and a confirmation that names the act. */
export function TerminateDialog({ contractId, residentName, onDone, onClose }: TerminateDialogProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState<EndingReason>('voluntary');
  const [endDay, setEndDay] = useState(() => dayOfInstant(Date.now()));
  const [note, setNote] = useState('');
  const terminate = useMutation(trpc.contract.terminate.mutationOptions({ onSuccess: onDone }));
  const confirm = () =>
    terminate.mutate({ contractId, reason, endDay: reason === 'deceased' || endDay === '' ? null : endDay, note: note.trim() || null });
  return (
    <Modal
      open
      title={copy.terminate.title(residentName)}
      okText={terminate.isPending ? copy.terminate.working : copy.terminate.confirm}
      okButtonProps={{ danger: true, disabled: terminate.isPending }}
      cancelText={copy.terminate.cancel}
      onOk={confirm}
      onCancel={onClose}
    >
      <p>{copy.terminate.text}</p>
      <Form layout="vertical">
        <Form.Item label={copy.terminate.reason} htmlFor="termination-reason" required>
          <Select
            id="termination-reason"
            value={reason}
            onChange={setReason}
            options={endingReasons.map((value) => ({ value, label: terminationReasons[value] }))}
          />
        </Form.Item>
        {reason === 'deceased' ? (
          <p>{copy.terminate.deathNote}</p>
        ) : (
          <Form.Item label={copy.terminate.endDay} htmlFor="termination-day" required>
            <Input id="termination-day" type="date" value={endDay} onChange={(event) => setEndDay(event.target.value)} />
          </Form.Item>
        )}
        <Form.Item label={copy.terminate.note} htmlFor="termination-note">
          <Input.TextArea id="termination-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
      <RefusalList error={terminate.error} />
    </Modal>
  );
}
