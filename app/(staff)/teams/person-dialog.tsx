'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { professions as professionNames } from '@/app/_copy/labels';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { professions } from '@/server/domain/registry/team';
import type { Person } from './people-table';

/** Registers somebody, or changes what is kept of them. */
export function PersonDialog({ person, onClose }: { readonly person: Person | null; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [form, setForm] = useState({ institutionCode: '', name: person?.name ?? '', profession: person?.profession ?? 'doctor', title: person?.title ?? '', capacity: person?.capacity?.toString() ?? '' });
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }, { enabled: person === null }));
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
    onClose();
  };
  const register = useMutation(trpc.team.registerPractitioner.mutationOptions({ onSuccess }));
  const change = useMutation(trpc.team.changePractitioner.mutationOptions({ onSuccess }));
  const own = (places.data ?? []).filter(({ own: isOwn, closedOn }) => isOwn && !closedOn);
  const institutionCode = form.institutionCode || (own[0]?.code ?? '');
  const { fields } = copy.people;
  const sheet = { name: form.name, profession: form.profession, title: form.title, capacity: form.capacity.trim() === '' ? null : Math.round(Number(form.capacity)) };
  const field = (name: 'name' | 'title' | 'capacity', label: string, required: boolean) => (
    <Form.Item label={label} htmlFor={`person-${name}`} required={required}>
      <Input id={`person-${name}`} type={name === 'capacity' ? 'number' : 'text'} min={0} maxLength={50} value={form[name]} onChange={(event) => setForm({ ...form, [name]: event.target.value })} />
    </Form.Item>
  );
  return (
    <ConfirmDialog
      title={copy.people.title}
      text={copy.people.text}
      confirm={copy.save}
      working={copy.saving}
      cancel={copy.cancel}
      mutation={person === null ? register : change}
      onConfirm={() => (person === null ? register.mutate({ ...sheet, institutionCode }) : change.mutate({ ...sheet, practitionerId: person.id }))}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        {person === null ? <Choice label={fields.institution} value={institutionCode} onChange={(code) => setForm({ ...form, institutionCode: code })} options={own.map(({ code, name }) => [code, name])} /> : null}
        {field('name', fields.name, true)}
        <Choice
          label={fields.profession}
          value={form.profession}
          onChange={(chosen) => setForm({ ...form, profession: professions.find((known) => known === chosen) ?? 'doctor' })}
          options={professions.map((known) => [known, professionNames[known]])}
        />
        {field('title', fields.title, false)}
        {field('capacity', fields.capacity, false)}
      </Form>
    </ConfirmDialog>
  );
}
