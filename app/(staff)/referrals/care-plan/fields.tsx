import { Form, Input } from 'antd';
import { carePlan as copy } from '@/app/_copy/care-plan';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Told while it is typed; the rule refuses what is longer. */
  readonly limit?: number;
  readonly required?: boolean;
  readonly width?: number;
  readonly hint?: string;
}

/** A line of text with its count. */
export function LineField({ id, label, value, onChange, limit, required, width, hint }: FieldProps) {
  return (
    <Form.Item layout="vertical" label={label} htmlFor={id} required={required === true} extra={hint} style={{ marginBottom: 0 }} validateStatus={isLong(value, limit) ? 'error' : ''}>
      <Input id={id} autoComplete="off" value={value} style={{ width: width ?? 220 }} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

/** Several lines, with how many characters they have. */
export function AreaField({ id, label, value, onChange, limit, required, hint }: FieldProps) {
  const counted = limit === undefined ? hint : copy.form.counted([...value.trim()].length, limit);
  return (
    <Form.Item layout="vertical" label={label} htmlFor={id} required={required === true} extra={counted} style={{ marginBottom: 12 }} validateStatus={isLong(value, limit) ? 'error' : ''}>
      <Input.TextArea id={id} autoSize={{ minRows: 2, maxRows: 14 }} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly required?: boolean;
  readonly hint?: string;
}

export function DayField({ id, label, value, onChange, required, hint }: DayFieldProps) {
  return (
    <Form.Item layout="vertical" label={label} htmlFor={id} required={required === true} extra={hint} style={{ marginBottom: 0 }}>
      <Input id={id} type="date" value={value ?? ''} style={{ width: 170 }} onChange={(event) => onChange(event.target.value || null)} />
    </Form.Item>
  );
}

export const row = { display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end', marginBottom: 12 } as const;

function isLong(value: string, limit: number | undefined): boolean {
  return limit !== undefined && [...value.trim()].length > limit;
}

/** Text as it is kept: what is empty is nothing. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}
