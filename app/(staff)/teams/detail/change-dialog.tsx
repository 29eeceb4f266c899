'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { TeamDetail } from './page';

export function ChangeDialog({ team, onClose }: { readonly team: TeamDetail; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [form, setForm] = useState({ name: team.name, phone: team.phone ?? '', capacity: String(team.load.capacity) });
  const change = useMutation(
    trpc.team.change.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        onClose();
      },
    }),
  );
  const { fields } = copy.detail;
  const field = (name: 'name' | 'phone' | 'capacity', required: boolean) => (
    <Form.Item label={fields[name]} htmlFor={`team-${name}`} required={required}>
      <Input id={`team-${name}`} type={name === 'capacity' ? 'number' : 'text'} min={1} maxLength={50} value={form[name]} onChange={(event) => setForm({ ...form, [name]: event.target.value })} />
    </Form.Item>
  );
  const send = () => change.mutate({ teamId: team.id, name: form.name, phone: form.phone.trim() || null, capacity: Math.round(Number(form.capacity)) });
  return (
    <ConfirmDialog title={copy.detail.change} text={copy.detail.changeText} confirm={copy.save} working={copy.saving} cancel={copy.cancel} mutation={change} onConfirm={send} onClose={onClose}>
      <Form layout="vertical" component={false}>
        {field('name', true)}
        {field('phone', false)}
        {field('capacity', true)}
      </Form>
    </ConfirmDialog>
  );
}
