'use client';

import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { labelOf, referralPriorities as priorityLabels } from '@/app/_copy/labels';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { measures as measureWords, symptoms as symptomWords } from '@/app/_copy/referral-form-words';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { referralPriorities } from '@/server/domain/referral/codes';
import { findSigns, type Measure, measures, proposedPriority, symptoms } from '@/server/domain/referral/danger-signs';
import type { DraftBody } from '@/server/domain/referral/draft';
import { SignList } from '../sign-list';
import { DiagnosisField } from './diagnosis-field';
import styles from './new.module.css';
import { TextField } from './text-field';

interface StepProps {
  readonly body: DraftBody;
  readonly onChange: (changes: Partial<DraftBody>) => void;
}

/** What ails the resident; measured values and symptoms are held against the danger signs while they are entered. */
export function ConditionStep({ body, onChange }: StepProps) {
  const { assessment, priority } = body;
  const found = findSigns(assessment);
  const proposed = proposedPriority(found);
  const isLower = referralPriorities.indexOf(priority) > referralPriorities.indexOf(proposed);
  const measure = (name: Measure, value: number | undefined) => {
    const { [name]: _, ...others } = assessment.measurements;
    onChange({ assessment: { ...assessment, measurements: value === undefined ? others : { ...others, [name]: value } } });
  };
  return (
    <Section title={copy.condition}>
      <fieldset className={styles.fields}>
        <legend>{copy.measured}</legend>
        <div className={styles.measures}>
          {measures.map((name) => (
            <MeasureField key={name} name={name} value={assessment.measurements[name]} onChange={(value) => measure(name, value)} />
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.fields}>
        <legend>{copy.symptoms}</legend>
        <Checkbox.Group
          value={[...assessment.symptoms]}
          options={symptoms.map((value) => ({ value, label: symptomWords[value] }))}
          onChange={(chosen) => onChange({ assessment: { ...assessment, symptoms: symptoms.filter((symptom) => chosen.includes(symptom)) } })}
          className={styles.symptoms}
        />
      </fieldset>
      <div aria-live="polite">
        {found.length === 0 ? (
          <p className={styles.quiet}>{copy.signs.none}</p>
        ) : (
          <div className={proposed === 'emergency' ? styles.grave : styles.warned}>
            <p>
              <strong>{copy.signs.title(labelOf(priorityLabels, proposed))}</strong>
            </p>
            <SignList found={found} />
            {proposed === 'emergency' ? <p>{copy.signs.emergency}</p> : <p>{copy.signs.followUp}</p>}
            <p>
              {isLower ? copy.signs.lower(labelOf(priorityLabels, priority)) : copy.signs.agreed}{' '}
              {isLower ? <Button onClick={() => onChange({ priority: proposed })}>{copy.signs.adopt(labelOf(priorityLabels, proposed))}</Button> : null}
            </p>
          </div>
        )}
      </div>
      <div className={styles.row}>
        <Choice
          label={copy.priority}
          value={priority}
          options={Object.entries(priorityLabels)}
          onChange={(value) => onChange({ priority: referralPriorities.find((known) => known === value) ?? 'routine' })}
        />
      </div>
      <DiagnosisField id="referral-diagnosis" diagnosisCode={body.diagnosisCode} diagnosisName={body.diagnosisName} onChange={onChange} />
      <TextField field="findings" label={copy.findings} rows={4} body={body} onChange={onChange} />
      <TextField field="treatment" label={copy.treatment} rows={2} body={body} onChange={onChange} />
      <TextField field="history" label={copy.history} rows={2} body={body} onChange={onChange} />
    </Section>
  );
}

/** One measured value as people write it; what is no number is said, and not taken. */
function MeasureField({ name, value, onChange }: { readonly name: Measure; readonly value: number | undefined; readonly onChange: (value: number | undefined) => void }) {
  const words = measureWords[name];
  const [typed, setTyped] = useState(value === undefined ? '' : words.shown(value));
  const [isWrong, setWrong] = useState(false);
  const read = (text: string) => {
    const number = Number(text.normalize('NFKC').trim());
    const isNumber = Number.isFinite(number) && Math.abs(number) <= 999;
    setTyped(text);
    setWrong(!isNumber);
    onChange(text.trim() === '' || !isNumber ? undefined : Math.round(number * words.parts));
  };
  return (
    <Form.Item label={copy.measure(words.name, words.unit)} htmlFor={`measure-${name}`} validateStatus={isWrong ? 'error' : undefined} help={isWrong ? copy.notNumber : undefined} style={{ marginBottom: 0 }}>
      <Input id={`measure-${name}`} inputMode="decimal" autoComplete="off" maxLength={6} value={typed} onChange={(event) => read(event.target.value)} />
    </Form.Item>
  );
}
