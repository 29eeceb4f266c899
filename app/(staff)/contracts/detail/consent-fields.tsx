'use client';

import { Checkbox, Form, Input } from 'antd';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { SignatureField, type SignatureValue } from '@/app/_ui/signature-field';
import type { ContractDetail } from '../use-contract';

/** What the resident, or their guardian, agrees to at the desk. */
export interface ConsentDraft {
  readonly agreed: boolean;
  readonly guardianName: string;
  readonly guardianRelation: string;
  readonly signature: SignatureValue | null;
}

/** The guardian who consented before is asked again. */
export function consentDraftOf({ consent }: ContractDetail): ConsentDraft {
  return { agreed: false, guardianName: consent?.guardian?.name ?? '', guardianRelation: consent?.guardian?.relation ?? '', signature: { method: 'paper' } };
}

/** What goes to the server; null while nobody has agreed. */
export function consentIn({ agreed, guardianName, guardianRelation }: ConsentDraft, textVersion: string) {
  const guardian = guardianName.trim() === '' ? null : { name: guardianName.trim(), relation: guardianRelation.trim() };
  return agreed ? { textVersion, guardian } : null;
}

interface ConsentFieldsProps {
  readonly draft: ConsentDraft;
  readonly onChange: (draft: ConsentDraft) => void;
}

export function ConsentFields({ draft, onChange }: ConsentFieldsProps) {
  return (
    <>
      <Form.Item label={copy.form.guardianName} htmlFor="act-guardian">
        <Input id="act-guardian" maxLength={50} value={draft.guardianName} onChange={(event) => onChange({ ...draft, guardianName: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.form.guardianRelation} htmlFor="act-relation">
        <Input id="act-relation" maxLength={20} value={draft.guardianRelation} onChange={(event) => onChange({ ...draft, guardianRelation: event.target.value })} />
      </Form.Item>
      <SignatureField label={copy.form.signature} value={draft.signature} onChange={(signature) => onChange({ ...draft, signature })} />
      <Checkbox checked={draft.agreed} onChange={(event) => onChange({ ...draft, agreed: event.target.checked })}>
        {copy.form.agreed}
      </Checkbox>
    </>
  );
}
