'use client';

import { Form, Input } from 'antd';
import { referralForm as copy } from '@/app/_copy/referral-form';
import type { DraftBody } from '@/server/domain/referral/draft';
import { lengthOf, reasonLimit } from '@/server/domain/referral/texts';
import { writtenLimits } from '@/server/domain/referral/writing';

type Field = 'reason' | 'purpose' | 'findings' | 'history' | 'treatment';

interface TextFieldProps {
  readonly field: Field;
  readonly label: string;
  readonly rows: number;
  readonly required?: boolean;
  readonly body: DraftBody;
  readonly onChange: (changes: Partial<DraftBody>) => void;
}

/** A text with the length the national record holds. What is too long is kept and said, never cut off. */
export function TextField({ field, label, rows, required = false, body, onChange }: TextFieldProps) {
  const limit = field === 'reason' ? reasonLimit : writtenLimits[field];
  const length = lengthOf(body[field]);
  const id = `referral-${field}`;
  return (
    <Form.Item label={label} htmlFor={id} required={required} extra={copy.count(length, limit)} validateStatus={length > limit ? 'error' : undefined}>
      <Input.TextArea id={id} rows={rows} maxLength={4000} value={body[field]} onChange={(event) => onChange({ [field]: event.target.value })} />
    </Form.Item>
  );
}
