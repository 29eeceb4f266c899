'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';

/** Opens a team with its leading doctor and goes on to its page. */
export function OpenDialog({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [form, setForm] = useState({ institutionCode: '', name: '', doctorName: '', title: '', phone: '' });
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['township', 'village'] }));
  const open = useMutation(
    trpc.team.open.mutationOptions({
      onSuccess: async ({ id }) => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        router.push(`/teams/detail?id=${id}`);
      },
    }),
  );
  const own = (places.data ?? []).filter(({ own: isOwn, closedOn }) => isOwn && !closedOn);
  const institutionCode = form.institutionCode || (own[0]?.code ?? '');
  const field = (name: 'name' | 'doctorName' | 'title' | 'phone', label: string, required = true) => (
    <Form.Item label={label} htmlFor={`open-${name}`} required={required}>
      <Input id={`open-${name}`} maxLength={50} value={form[name]} onChange={(event) => setForm({ ...form, [name]: event.target.value })} />
    </Form.Item>
  );
  return (
    <ConfirmDialog
      title={copy.open.title}
      text={copy.open.text}
      confirm={copy.open.confirm}
      working={copy.open.working}
      cancel={copy.cancel}
      mutation={open}
      onConfirm={() => open.mutate({ ...form, institutionCode, phone: form.phone.trim() || null })}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        <Choice label={copy.open.institution} value={institutionCode} onChange={(code) => setForm({ ...form, institutionCode: code })} options={own.map(({ code, name }) => [code, name])} />
        <br />
        {field('name', copy.open.name)}
        {field('doctorName', copy.open.doctor)}
        {field('title', copy.open.titleOf)}
        {field('phone', copy.open.phone, false)}
      </Form>
    </ConfirmDialog>
  );
}
