'use client';

import { AutoComplete, Checkbox, Form, Input } from 'antd';
import { referral as copy } from '@/app/_copy/referral';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { reasonLimit } from '@/server/domain/referral/texts';
import { searchDiagnoses } from '@/server/domain/referral/diagnoses';
import type { ReferralDraft } from './referral-draft';

interface WhyStepProps {
  readonly draft: ReferralDraft;
  /** Who may be named as referring; empty when the signed-in doctor is. */
  readonly practitioners: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  readonly onChange: (changes: Partial<ReferralDraft>) => void;
}

/** What ails the resident, why they are referred, and that they agree. */
export function WhyStep({ draft, practitioners, onChange }: WhyStepProps) {
  const length = [...draft.reason.trim()].length;
  return (
    <Section title={copy.form.why}>
      {practitioners.length > 0 ? (
        <div style={{ marginBottom: 16 }}>
          <Choice
            label={copy.form.practitioner}
            value={draft.practitionerId}
            options={[['', copy.form.needPractitioner], ...practitioners.map(({ id, name, title }) => [id, `${name} ${title}`] as const)]}
            onChange={(practitionerId) => onChange({ practitionerId })}
          />
        </div>
      ) : null}
      <Form.Item label={copy.form.diagnosis} htmlFor="referral-diagnosis" required extra={copy.form.diagnosisHint}>
        <AutoComplete
          id="referral-diagnosis"
          style={{ maxWidth: 420 }}
          value={draft.diagnosisName}
          onChange={(diagnosisName: string) => onChange({ diagnosisName: diagnosisName.slice(0, 100) })}
          options={searchDiagnoses(draft.diagnosisName).map(({ code, name }) => ({ value: name, label: `${name} ${code}` }))}
        />
      </Form.Item>
      <Form.Item
        label={copy.form.reason}
        htmlFor="referral-reason"
        required
        extra={copy.form.count(length, reasonLimit)}
        validateStatus={length > reasonLimit ? 'error' : undefined}
      >
        <Input.TextArea id="referral-reason" rows={2} value={draft.reason} onChange={(event) => onChange({ reason: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.form.findings} htmlFor="referral-findings" extra={copy.form.findingsHint}>
        <Input.TextArea id="referral-findings" rows={4} maxLength={2000} value={draft.findings} onChange={(event) => onChange({ findings: event.target.value })} />
      </Form.Item>
      <Checkbox checked={draft.consented} onChange={(event) => onChange({ consented: event.target.checked })}>
        {copy.form.consent}
      </Checkbox>
    </Section>
  );
}
