'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { useState } from 'react';
import { guardianRelations as relationNames } from '@/app/_copy/labels-family';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type GuardianRelation, guardianRelations } from '@/server/domain/registry/household';
import { ResidentSearch } from '../resident-search';
import { ChangeDialog, DayField, ReasonField, TextField } from './change-dialog';
import { type ChangeDialogProps, handleOf } from './person';

/** A guardian who is registered here, one of the household perhaps, or somebody told by name. */
export function GuardianDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.guardian;
  const trpc = useTRPC();
  const family = person.household.members.filter(({ id, age }) => id !== person.id && age >= 18);
  const [kind, setKind] = useState<'known' | 'other'>('known');
  const [chosen, setChosen] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const [name, setName] = useState('');
  const [relation, setRelation] = useState<GuardianRelation>(person.age < 18 ? 'father' : 'child');
  const [certNo, setCertNo] = useState('');
  const [phone, setPhone] = useState('');
  const [from, setFrom] = useState(() => dayOfInstant(Date.now()));
  const save = useMutation(trpc.residentChange.guardian.mutationOptions({ onSuccess: onDone }));
  const isKnown = kind === 'known';
  const ready = from !== '' && (isKnown ? chosen !== null : name.trim() !== '');
  const told = isKnown ? { residentId: chosen?.id ?? null, name: '', certType: null, certNo: null, phone: null } : { residentId: null, name, certType: '01', certNo: certNo.trim() || null, phone: phone.trim() || null };
  const confirm = () => save.mutate({ ...handleOf(person), guardian: { ...told, relation, from } });
  return (
    <ChangeDialog title={copy.title(person.name)} text={record.family.guardianText} confirm={copy.open} ready={ready} mutation={save} onConfirm={confirm} onClose={onClose}>
      <Form.Item label={copy.kind}>
        <Radio.Group
          aria-label={copy.kind}
          value={kind}
          options={[
            { value: 'known', label: copy.known },
            { value: 'other', label: copy.other },
          ]}
          onChange={(event) => setKind(event.target.value as typeof kind)}
        />
      </Form.Item>
      {isKnown && chosen === null ? (
        <>
          {family.map((member) => (
            <Button key={member.id} type="link" onClick={() => setChosen({ id: member.id, name: member.name })}>
              {member.name}
            </Button>
          ))}
          <ResidentSearch idPrefix="guardian" outside={null} onChoose={(id, of) => setChosen({ id, name: of })} />
        </>
      ) : null}
      {isKnown && chosen !== null ? (
        <p role="status">
          {copy.chosen(chosen.name)} <Button onClick={() => setChosen(null)}>{copy.again}</Button>
        </p>
      ) : null}
      {isKnown ? null : (
        <>
          <TextField label={copy.name} value={name} onChange={setName} required />
          <TextField label={copy.certNo} value={certNo} onChange={setCertNo} />
          <TextField label={copy.phone} type="tel" value={phone} onChange={setPhone} />
        </>
      )}
      <Choice
        label={copy.relation}
        value={relation}
        onChange={(value) => setRelation(guardianRelations.find((each) => each === value) ?? relation)}
        options={guardianRelations.map((each) => [each, relationNames[each]])}
      />
      <DayField label={copy.from} value={from} onChange={setFrom} />
    </ChangeDialog>
  );
}

export function EndGuardianDialog({ person, guardianId, name, onDone, onClose }: ChangeDialogProps & { readonly guardianId: string; readonly name: string }) {
  const copy = record.guardian;
  const trpc = useTRPC();
  const [lastDay, setLastDay] = useState(() => dayOfInstant(Date.now()));
  const [reason, setReason] = useState('');
  const end = useMutation(trpc.residentChange.endGuardian.mutationOptions({ onSuccess: onDone }));
  return (
    <ChangeDialog
      title={copy.endTitle(name)}
      confirm={copy.end}
      ready={lastDay !== ''}
      mutation={end}
      onConfirm={() => end.mutate({ ...handleOf(person), guardianId, lastDay, reason: reason.trim() || null })}
      onClose={onClose}
    >
      <DayField label={copy.lastDay} value={lastDay} onChange={setLastDay} />
      <ReasonField value={reason} onChange={setReason} required={false} />
    </ChangeDialog>
  );
}
