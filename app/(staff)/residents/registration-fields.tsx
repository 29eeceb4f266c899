'use client';

import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { certTypes, insutypes, keyGroups, labelOf, sexes } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { ageOn, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { guessCertType } from '@/server/domain/kernel/identity-number';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import { readNumber } from './identity';

/** A registration as the form holds it; plain JSON, because it is kept as a draft. */
export interface RegistrationDraft {
  readonly certType: string;
  readonly certNo: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDay: string;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
  readonly phone: string;
  readonly address: string;
  /** Look-alikes who were looked at and are somebody else. */
  readonly notSameAs: readonly string[];
}

export const emptyRegistration: RegistrationDraft = {
  certType: '01',
  certNo: '',
  name: '',
  sex: null,
  birthDay: '',
  insutype: '390',
  retired: false,
  keyGroups: [],
  phone: '',
  address: '',
  notSameAs: [],
};

/** What the API takes: what is empty, and what the number tells by itself, is left out. */
export function registrationOf(draft: RegistrationDraft) {
  const { identity } = readNumber(draft.certType, draft.certNo);
  return {
    ...draft,
    sex: identity?.sex ? null : draft.sex,
    birthDay: identity?.birthDay || draft.birthDay === '' ? null : draft.birthDay,
    retired: draft.insutype === '310' && draft.retired,
    keyGroups: [...draft.keyGroups],
    notSameAs: [...draft.notSameAs],
    phone: draft.phone.trim() || null,
    address: draft.address.trim() || null,
    homeInstitutionCode: null,
  };
}

interface FieldsProps {
  readonly draft: RegistrationDraft;
  readonly onChange: (changes: Partial<RegistrationDraft>) => void;
}

const optionsOf = (labels: Readonly<Record<string, string>>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

/** The certificate: its number is judged as it is typed, and tells birth day, sex and age. */
export function CertificateFields({ draft, onChange }: FieldsProps) {
  const { identity, problems } = readNumber(draft.certType, draft.certNo);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const birthDay = identity?.birthDay;
  const told =
    birthDay && identity.sex
      ? copy.form.fromNumber(birthDay, labelOf(sexes, identity.sex), ageOn(birthDay, today))
      : identity && copy.form.numberRight;
  return (
    <>
      <Form.Item label={copy.form.certType} htmlFor="cert-type">
        <Select
          id="cert-type"
          value={draft.certType}
          options={optionsOf(certTypes).sort((one, other) => one.value.localeCompare(other.value))}
          onChange={(certType: string) => onChange({ certType })}
        />
      </Form.Item>
      <Form.Item
        label={copy.form.certNo}
        htmlFor="cert-no"
        required
        validateStatus={problems.length > 0 ? 'error' : undefined}
        help={problems.length > 0 ? problems.join('') : undefined}
        extra={<span role="status">{told}</span>}
      >
        <Input
          id="cert-no"
          size="large"
          autoComplete="off"
          spellCheck={false}
          // A card reader may type a whole record here.
          maxLength={300}
          value={draft.certNo}
          onChange={(event) => onChange({ certNo: event.target.value, certType: guessCertType(event.target.value) ?? draft.certType })}
        />
      </Form.Item>
    </>
  );
}

/** What the certificate does not tell. */
export function PersonFields({ draft, onChange }: FieldsProps) {
  const { identity } = readNumber(draft.certType, draft.certNo);
  return (
    <>
      <Form.Item label={copy.form.name} htmlFor="resident-name" required>
        <Input id="resident-name" autoComplete="off" maxLength={50} value={draft.name} onChange={(event) => onChange({ name: event.target.value })} />
      </Form.Item>
      {identity?.sex ? null : (
        <Form.Item label={copy.form.sex} required>
          <Radio.Group aria-label={copy.form.sex} value={draft.sex} options={optionsOf(sexes)} onChange={(event) => onChange({ sex: event.target.value as Sex })} />
        </Form.Item>
      )}
      {identity?.birthDay ? null : (
        <Form.Item label={copy.form.birthDay} htmlFor="birth-day" required>
          <Input id="birth-day" type="date" value={draft.birthDay} onChange={(event) => onChange({ birthDay: event.target.value })} />
        </Form.Item>
      )}
      <Form.Item label={copy.form.insutype} required>
        <Radio.Group
          aria-label={copy.form.insutype}
          value={draft.insutype}
          options={optionsOf(insutypes)}
          onChange={(event) => onChange({ insutype: event.target.value as Insutype })}
        />
      </Form.Item>
      {draft.insutype === '310' ? (
        <Form.Item>
          <Checkbox checked={draft.retired} onChange={(event) => onChange({ retired: event.target.checked })}>
            {copy.form.retired}
          </Checkbox>
        </Form.Item>
      ) : null}
      <Form.Item label={copy.form.keyGroups}>
        <Checkbox.Group
          aria-label={copy.form.keyGroups}
          value={[...draft.keyGroups]}
          options={optionsOf(keyGroups)}
          onChange={(values) => onChange({ keyGroups: values as KeyGroup[] })}
        />
      </Form.Item>
      <Form.Item label={copy.form.phone} htmlFor="resident-phone">
        <Input id="resident-phone" type="tel" autoComplete="off" maxLength={20} value={draft.phone} onChange={(event) => onChange({ phone: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.form.address} htmlFor="resident-address">
        <Input id="resident-address" autoComplete="off" maxLength={100} value={draft.address} onChange={(event) => onChange({ address: event.target.value })} />
      </Form.Item>
    </>
  );
}
