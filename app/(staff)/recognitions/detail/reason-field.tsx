import { Form, Input } from 'antd';
import { recognition as copy } from '@/app/_copy/recognition';
import { reasonLimit } from '@/server/domain/recognition/decide-recognition';

interface ReasonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ReasonField({ label, value, onChange }: ReasonFieldProps) {
  return (
    <Form.Item label={label} htmlFor="act-reason" required extra={copy.acts.count([...value.trim()].length, reasonLimit)}>
      <Input.TextArea id="act-reason" rows={2} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}
