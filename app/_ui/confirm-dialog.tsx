'use client';

import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { RefusalList } from './refusal-list';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the act means, before it is done. */
  readonly text: ReactNode;
  /** The act by its name, never a bare "OK". */
  readonly confirm: string;
  readonly working: string;
  readonly cancel: string;
  readonly mutation: { readonly isPending: boolean; readonly error: unknown };
  /** Whether what the act needs is filled in; left out: it needs nothing. */
  readonly isReady?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Asks before something that moves money or ends a matter; a refusal is told in the dialog, which stays open. */
export function ConfirmDialog({ title, text, confirm, working, cancel, mutation, isReady = true, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <Modal
      open
      title={title}
      okText={mutation.isPending ? working : confirm}
      okButtonProps={{ disabled: mutation.isPending || !isReady }}
      cancelText={cancel}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <p>{text}</p>
      {children}
      <RefusalList error={mutation.error} />
    </Modal>
  );
}
