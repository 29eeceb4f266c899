'use client';

import { Form, Input, Modal } from 'antd';
import { type ReactNode, useId } from 'react';
import { record } from '@/app/_copy/resident-record';
import { RefusalList } from '@/app/_ui/refusal-list';

const copy = record.change;

interface FrameProps {
  readonly title: string;
  readonly text?: string;
  readonly confirm: string;
  /** Whether everything that is needed has been filled in. */
  readonly ready: boolean;
  readonly danger?: boolean;
  readonly mutation: { readonly isPending: boolean; readonly error: unknown };
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The frame of every change of a record: what it means, its fields, and why it was not saved. Enter confirms. */
export function ChangeDialog({ title, text, confirm, ready, danger = false, mutation, onConfirm, onClose, children }: FrameProps) {
  const act = () => {
    if (ready && !mutation.isPending) onConfirm();
  };
  return (
    <Modal
      open
      title={title}
      okText={mutation.isPending ? copy.working : confirm}
      okButtonProps={{ disabled: !ready || mutation.isPending, danger }}
      cancelText={copy.cancel}
      onOk={act}
      onCancel={onClose}
    >
      {text ? <p>{text}</p> : null}
      <Form layout="vertical" onFinish={act}>
        {children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
      <RefusalList error={mutation.error} />
    </Modal>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
}

export function DayField({ label, value, onChange, required = true }: FieldProps) {
  const id = useId();
  return (
    <Form.Item label={label} htmlFor={id} required={required}>
      <Input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

export function TextField({ label, value, onChange, required = false, type = 'text' }: FieldProps & { readonly type?: 'text' | 'tel' }) {
  const id = useId();
  return (
    <Form.Item label={label} htmlFor={id} required={required}>
      <Input id={id} type={type} autoComplete="off" maxLength={100} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

/** Why something is changed; where it is needed, four characters at least. */
export function ReasonField({ value, onChange, required = true }: Omit<FieldProps, 'label'>) {
  const id = useId();
  return (
    <Form.Item label={required ? copy.reason : copy.optionalReason} htmlFor={id} required={required}>
      <Input.TextArea id={id} maxLength={200} rows={2} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

export function isReason(text: string): boolean {
  return [...text.trim()].length >= 4;
}
