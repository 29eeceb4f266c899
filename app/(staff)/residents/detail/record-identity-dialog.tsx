'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { identityClasses as labels } from '@/app/_copy/labels';
import { resident } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type IdentityClass, identityClasses } from '@/server/domain/registry/identity-classes';

const copy = resident.identity;

interface RecordIdentityDialogProps {
  readonly residentId: string;
  readonly residentName: string;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
  readonly onClose: () => void;
}

/** Which class, from which day, and until when if that is known. */
export function RecordIdentityDialog({ residentId, residentName, onDone, onClose }: RecordIdentityDialogProps) {
  const trpc = useTRPC();
  const [identityClass, setIdentityClass] = useState<IdentityClass | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const record = useMutation(trpc.identity.record.mutationOptions({ onSuccess: onDone }));
  const isComplete = identityClass !== null && from !== '';
  const confirm = () => {
    if (isComplete) record.mutate({ residentId, identityClass, from, to: to === '' ? null : to, note: note.trim() || null });
  };
  return (
    <Modal
      open
      title={copy.record.title(residentName)}
      okText={record.isPending ? copy.working : copy.record.confirm}
      okButtonProps={{ disabled: record.isPending || !isComplete }}
      cancelText={copy.cancel}
      onOk={confirm}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={copy.record.identityClass} htmlFor="identity-class" required>
          <Select id="identity-class" value={identityClass} onChange={setIdentityClass} options={identityClasses.map((value) => ({ value, label: labels[value] }))} />
        </Form.Item>
        <Form.Item label={copy.record.from} htmlFor="identity-from" required>
          <Input id="identity-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Form.Item>
        <Form.Item label={copy.record.to} htmlFor="identity-to">
          <Input id="identity-to" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
        </Form.Item>
        <Form.Item label={copy.record.note} htmlFor="identity-note">
          <Input id="identity-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
      {isComplete ? null : <p>{copy.record.missing}</p>}
      <RefusalList error={record.error} />
    </Modal>
  );
}
