'use client';

import { Form, Input } from 'antd';
import { evidenceKinds, labelOf } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { evidenceKinds as kinds } from '@/server/domain/recognition/codes';
import { evidenceLimit, evidenceTextLimit } from '@/server/domain/recognition/evidence';
import { emptyEvidence, type EvidenceDraft } from './recognition-draft';

interface EvidenceStepProps {
  readonly evidence: readonly EvidenceDraft[];
  readonly onChange: (evidence: readonly EvidenceDraft[]) => void;
}

/** What shows the disease, item by item. */
export function EvidenceStep({ evidence, onChange }: EvidenceStepProps) {
  const replace = (at: number, changes: Partial<EvidenceDraft>) => onChange(evidence.map((each, index) => (index === at ? { ...each, ...changes } : each)));
  return (
    <Section title={copy.form.evidence}>
      <p>{copy.form.evidenceText}</p>
      {evidence.map((item, at) => (
        // Items have no names of their own; one that is removed takes its fields along.
        <EvidenceFields key={at} item={item} number={at + 1} onChange={(changes) => replace(at, changes)} onRemove={evidence.length > 1 ? () => onChange(evidence.filter((_, index) => index !== at)) : null} />
      ))}
      {evidence.length < evidenceLimit ? <Button onClick={() => onChange([...evidence, emptyEvidence])}>{copy.form.add}</Button> : null}
    </Section>
  );
}

interface EvidenceFieldsProps {
  readonly item: EvidenceDraft;
  readonly number: number;
  readonly onChange: (changes: Partial<EvidenceDraft>) => void;
  readonly onRemove: (() => void) | null;
}

function EvidenceFields({ item, number, onChange, onRemove }: EvidenceFieldsProps) {
  const id = (field: string) => `evidence-${number}-${field}`;
  return (
    <fieldset style={{ margin: '0 0 16px', padding: 16, border: '1px solid #c4ccd8' }}>
      <legend style={{ width: 'auto', padding: '0 8px', fontSize: 'inherit' }}>{copy.form.evidenceItem(number)}</legend>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginBottom: 12 }}>
        <Choice
          label={copy.form.kind}
          value={item.kind}
          options={kinds.map((kind) => [kind, labelOf(evidenceKinds, kind)] as const)}
          onChange={(value) => onChange({ kind: kinds.find((known) => known === value) ?? 'other' })}
        />
        <Form.Item label={copy.form.issuedOn} htmlFor={id('day')} required style={{ marginBottom: 0 }}>
          <Input id={id('day')} type="date" value={item.issuedOn} onChange={(event) => onChange({ issuedOn: event.target.value })} />
        </Form.Item>
        <Form.Item label={copy.form.issuer} htmlFor={id('issuer')} required style={{ marginBottom: 0 }}>
          <Input id={id('issuer')} autoComplete="off" maxLength={100} style={{ width: 260 }} value={item.issuer} onChange={(event) => onChange({ issuer: event.target.value })} />
        </Form.Item>
      </div>
      <Form.Item label={copy.form.text} htmlFor={id('text')} required extra={`${copy.form.textHint} ${copy.acts.count([...item.text.trim()].length, evidenceTextLimit)}`}>
        <Input.TextArea id={id('text')} rows={3} value={item.text} onChange={(event) => onChange({ text: event.target.value })} />
      </Form.Item>
      {onRemove ? (
        <Button danger onClick={onRemove}>
          {copy.form.remove(number)}
        </Button>
      ) : null}
    </fieldset>
  );
}
