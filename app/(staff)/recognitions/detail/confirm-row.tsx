import { recognition as copy } from '@/app/_copy/recognition';
import { Button } from '@/app/_ui/button';

interface ConfirmRowProps {
  readonly label: string;
  readonly isPending: boolean;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmRow({ label, isPending, danger, onConfirm, onClose }: ConfirmRowProps) {
  return (
    <div style={{ display: 'flex', gap: 8, margin: '12px 0' }}>
      <Button type="primary" danger={danger} loading={isPending} onClick={onConfirm}>
        {isPending ? copy.acts.working : `${copy.acts.confirm}${label}`}
      </Button>
      <Button onClick={onClose}>{copy.acts.close}</Button>
    </div>
  );
}
