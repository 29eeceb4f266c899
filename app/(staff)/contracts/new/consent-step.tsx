'use client';

import { Checkbox, Form, Input, Select } from 'antd';
import { desk as copy } from '@/app/_copy/desk';
import { Section } from '@/app/_ui/page';
import { SignatureField, type SignatureValue } from '@/app/_ui/signature-field';
import type { GuardianDraft, SigningDraft } from '../signing-draft';
import { AgreementPreview, type PreviewRequest } from './agreement-preview';
import styles from './desk.module.css';
import type { Signer } from './signers';

interface ConsentStepProps {
  readonly draft: SigningDraft;
  readonly version: string;
  /** What is about to be signed by the one at the desk; null while the form cannot say. */
  readonly preview: PreviewRequest | null;
  readonly guardianUnderAge: number;
  readonly signers: readonly Signer[];
  readonly signatures: Readonly<Record<string, SignatureValue | null>>;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
  readonly onSign: (signerKey: string, signature: SignatureValue | null) => void;
}

/** The text that everybody here agrees to, the guardian of each child, and each one's signature. */
export function ConsentStep({ draft, version, preview, guardianUnderAge, signers, signatures, onChange, onSign }: ConsentStepProps) {
  return (
    <Section title={copy.consent.title}>
      <AgreementPreview request={preview} name={signers[0]?.name ?? ''} />
      <p>{copy.consent.version(version)}</p>
      <Checkbox id="consent" checked={draft.agreed} onChange={(event) => onChange({ agreed: event.target.checked })}>
        {signers.length > 1 ? copy.consent.agreedAll(signers.length) : copy.consent.agreed}
      </Checkbox>
      {signers.map((signer) => (
        <div key={signer.key} className={styles.signer}>
          {signer.needsGuardian ? (
            <GuardianFields signer={signer} under={guardianUnderAge} onChange={(guardian) => onChange({ guardians: { ...draft.guardians, [signer.key]: guardian } })} />
          ) : null}
          <SignatureField label={copy.consent.sign(signer.name)} value={signatures[signer.key] ?? null} onChange={(signature) => onSign(signer.key, signature)} />
        </div>
      ))}
    </Section>
  );
}

function GuardianFields({ signer, under, onChange }: { readonly signer: Signer; readonly under: number; readonly onChange: (guardian: GuardianDraft) => void }) {
  const { key, name, age, guardian } = signer;
  return (
    <>
      <p role="status">{copy.consent.guardianWhy(name, age ?? 0, under)}</p>
      <Form.Item label={copy.consent.guardianName(name)} htmlFor={`guardian-name-${key}`} required>
        <Input
          id={`guardian-name-${key}`}
          autoComplete="off"
          style={{ maxWidth: 240 }}
          maxLength={50}
          value={guardian.name}
          onChange={(event) => onChange({ ...guardian, name: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={copy.consent.guardianRelation(name)} htmlFor={`guardian-relation-${key}`} required>
        <Select
          id={`guardian-relation-${key}`}
          style={{ maxWidth: 240 }}
          value={guardian.relation}
          onChange={(relation: string) => onChange({ ...guardian, relation })}
          options={copy.consent.relations.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
    </>
  );
}
