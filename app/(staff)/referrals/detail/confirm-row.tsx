'use client';

import { course } from '@/app/_copy/referral-course';
import { Button } from '@/app/_ui/button';

interface ConfirmRowProps {
  /** The act by its name, never a bare "OK". */
  readonly name: string;
  readonly isPending: boolean;
  readonly danger?: boolean;
  readonly isBarred?: boolean;
  readonly onClose: () => void;
}

/** The end of an act's form: it is sent by its button or by Enter. */
export function ConfirmRow({ name, isPending, danger = false, isBarred = false, onClose }: ConfirmRowProps) {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, margin: '12px 0' }}>
      <Button type="primary" htmlType="submit" danger={danger} loading={isPending} disabled={isBarred}>
        {isPending ? course.acts.working : course.acts.confirm(name)}
      </Button>
      <Button onClick={onClose}>{course.acts.close}</Button>
    </div>
  );
}
