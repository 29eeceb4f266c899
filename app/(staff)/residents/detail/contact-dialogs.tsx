'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ChangeDialog, ReasonField, TextField, isReason } from './change-dialog';
import { type ChangeDialogProps, handleOf } from './person';

/** Phone and address. The phone on record is masked, so it is changed only on purpose. */
export function ContactDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.contact;
  const trpc = useTRPC();
  const [changesPhone, setChangesPhone] = useState(person.maskedPhone === null);
  const [phone, setPhone] = useState('');
  const [address, setAddress] = useState(person.address ?? '');
  const [reason, setReason] = useState('');
  const change = useMutation(trpc.residentChange.contact.mutationOptions({ onSuccess: onDone }));
  const confirm = () => change.mutate({ ...handleOf(person), ...(changesPhone ? { phone } : {}), address, reason: reason.trim() || null });
  return (
    <ChangeDialog title={copy.title(person.name)} confirm={record.change.save} ready mutation={change} onConfirm={confirm} onClose={onClose}>
      {person.maskedPhone === null ? null : (
        <Form.Item label={person.maskedPhone}>
          <Checkbox checked={changesPhone} onChange={(event) => setChangesPhone(event.target.checked)}>
            {copy.changePhone}
          </Checkbox>
        </Form.Item>
      )}
      {changesPhone ? <TextField label={copy.phone} type="tel" value={phone} onChange={setPhone} /> : null}
      <TextField label={copy.address} value={address} onChange={setAddress} />
      <ReasonField value={reason} onChange={setReason} required={false} />
    </ChangeDialog>
  );
}

/** The primary institution near the home. */
export function HomeDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.home;
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['village', 'township'] }));
  const [code, setCode] = useState(person.homeInstitutionCode ?? '');
  const [reason, setReason] = useState('');
  const change = useMutation(trpc.residentChange.home.mutationOptions({ onSuccess: onDone }));
  const confirm = () => change.mutate({ ...handleOf(person), homeInstitutionCode: code === '' ? null : code, reason });
  const options = (places.data ?? []).map((place) => [place.code, place.name] as const);
  return (
    <ChangeDialog title={copy.title(person.name)} text={copy.text} confirm={record.change.save} ready={isReason(reason)} mutation={change} onConfirm={confirm} onClose={onClose}>
      <Choice label={copy.home} value={code} onChange={setCode} options={[['', copy.nobody], ...options]} />
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}
