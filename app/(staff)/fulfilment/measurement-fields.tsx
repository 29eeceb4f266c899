import { Form, Input } from 'antd';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { measurements as words } from '@/app/_copy/fulfilment-words';
import { type Measured, type Measurements, measured } from '@/server/domain/fulfilment/service';

/** As they stand in the fields: text until it is sent. */
export type MeasurementTexts = Partial<Readonly<Record<Measured, string>>>;

/** What was typed as the whole numbers that are kept; what is no number is left out, and an empty field says nothing. */
export function measurementsOf(texts: MeasurementTexts): Measurements {
  return Object.fromEntries(
    measured.flatMap((name) => {
      const text = texts[name]?.trim() ?? '';
      const value = Math.round(Number(text) * words[name].parts);
      return text === '' || !Number.isFinite(value) ? [] : [[name, value]];
    }),
  );
}

/** Blood pressure, glucose and the like, each with its unit. */
export function MeasurementFields({ texts, onChange }: { readonly texts: MeasurementTexts; readonly onChange: (texts: MeasurementTexts) => void }) {
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend>{copy.form.measurements}</legend>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
        {measured.map((name) => (
          <Form.Item key={name} label={`${words[name].name}（${words[name].unit}）`} htmlFor={`measured-${name}`} style={{ marginBottom: 0 }}>
            <Input
              id={`measured-${name}`}
              inputMode="decimal"
              autoComplete="off"
              maxLength={6}
              style={{ width: 110 }}
              value={texts[name] ?? ''}
              onChange={(event) => onChange({ ...texts, [name]: event.target.value })}
            />
          </Form.Item>
        ))}
      </div>
    </fieldset>
  );
}
