'use client';

import { Checkbox, Form, Input, Select } from 'antd';
import { contract as copy } from '@/app/_copy/contract';
import { Section } from '@/app/_ui/page';
import type { ConsentVersion } from '@/server/domain/contract/packages';
import type { SigningDraft } from '../signing-draft';

interface ConsentStepProps {
  readonly draft: SigningDraft;
  readonly version: ConsentVersion;
  /** Null when the age is not known yet or no guardian is needed. */
  readonly guardianFor: { readonly age: number; readonly under: number } | null;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
}

/** The text that the resident agrees to, and the guardian who agrees for a child. */
export function ConsentStep({ draft, version, guardianFor, onChange }: ConsentStepProps) {
  return (
    <Section title={copy.sign.consent}>
      <ol>
        {copy.consentTexts[version].map((clause) => (
          <li key={clause}>{clause}</li>
        ))}
      </ol>
      <p>{copy.sign.consentVersion(version)}</p>
      {guardianFor ? (
        <>
          <p role="status">{copy.sign.guardianWhy(guardianFor.age, guardianFor.under)}</p>
          <Form.Item label={copy.sign.guardianName} htmlFor="guardian-name" required>
            <Input
              id="guardian-name"
              autoComplete="off"
              style={{ maxWidth: 240 }}
              maxLength={50}
              value={draft.guardianName}
              onChange={(event) => onChange({ guardianName: event.target.value })}
            />
          </Form.Item>
          <Form.Item label={copy.sign.guardianRelation} htmlFor="guardian-relation" required>
            <Select
              id="guardian-relation"
              style={{ maxWidth: 240 }}
              value={draft.guardianRelation || copy.sign.relations[0]}
              onChange={(guardianRelation: string) => onChange({ guardianRelation })}
              options={copy.sign.relations.map((value) => ({ value, label: value }))}
            />
          </Form.Item>
        </>
      ) : null}
      <Checkbox checked={draft.agreed} onChange={(event) => onChange({ agreed: event.target.checked })}>
        {copy.sign.agreed}
      </Checkbox>
    </Section>
  );
}
