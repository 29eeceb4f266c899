'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { useState } from 'react';
import { labelOf, certTypes, sexes } from '@/app/_copy/labels';
import { resident } from '@/app/_copy/resident';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import type { Sex } from '@/server/domain/registry/codes';
import { readNumber } from '../identity';
import { ChangeDialog, DayField, ReasonField, TextField, isReason } from './change-dialog';
import { type ChangeDialogProps, handleOf } from './person';

const copy = record.particulars;
const kinds = Object.entries(certTypes).sort(([one], [other]) => one.localeCompare(other));

/** What was mistyped or changed by law. With another number, birth day and sex are the number's to tell. */
export function ParticularsDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const trpc = useTRPC();
  const [name, setName] = useState(person.name);
  const [sex, setSex] = useState<Sex>(person.sex);
  const [birthDay, setBirthDay] = useState(person.birthDay);
  const [because, setBecause] = useState<'kept' | 'mistyped' | 'renewed'>('kept');
  const [certType, setCertType] = useState(person.certType);
  const [certNo, setCertNo] = useState('');
  const [reason, setReason] = useState('');
  const correct = useMutation(trpc.residentChange.particulars.mutationOptions({ onSuccess: onDone }));
  const { identity, problems } = readNumber(certType, certNo);
  const told = because === 'kept' ? null : identity;
  const ready = name.trim() !== '' && isReason(reason) && (because === 'kept' || identity !== null);
  const confirm = () =>
    correct.mutate({
      ...handleOf(person),
      name,
      sex: told?.sex ? null : sex,
      birthDay: told?.birthDay ? null : birthDay,
      certificate: because === 'kept' ? null : { certType, certNo, because },
      reason,
    });
  return (
    <ChangeDialog title={copy.title(person.name)} text={copy.text} confirm={record.change.save} ready={ready} mutation={correct} onConfirm={confirm} onClose={onClose}>
      <TextField label={resident.form.name} value={name} onChange={setName} required />
      <Form.Item label={copy.certificate}>
        <Radio.Group
          aria-label={copy.certificate}
          value={because}
          options={[
            { value: 'kept', label: copy.keep },
            { value: 'mistyped', label: copy.mistyped },
            { value: 'renewed', label: copy.renewed },
          ]}
          onChange={(event) => setBecause(event.target.value as typeof because)}
        />
      </Form.Item>
      {because === 'kept' ? null : (
        <>
          <p>{because === 'renewed' ? copy.renewedText : copy.mistypedText}</p>
          <Choice label={resident.form.certType} value={certType} onChange={setCertType} options={kinds} />
          <TextField label={copy.number} value={certNo} onChange={setCertNo} required />
          <p role="status">{certNo === '' ? null : problems.join('') || (told?.birthDay && told.sex ? `${told.birthDay} ${labelOf(sexes, told.sex)}` : resident.form.numberRight)}</p>
        </>
      )}
      {told?.sex ? null : (
        <Form.Item label={resident.form.sex}>
          <Radio.Group aria-label={resident.form.sex} value={sex} options={Object.entries(sexes).map(([value, label]) => ({ value, label }))} onChange={(event) => setSex(event.target.value as Sex)} />
        </Form.Item>
      )}
      {told?.birthDay ? null : <DayField label={resident.form.birthDay} value={birthDay} onChange={setBirthDay} />}
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}
