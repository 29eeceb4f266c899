'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { Cell } from './grid-table';

interface GridDialogProps {
  /** Null: a new one. */
  readonly cell: Cell | null;
  readonly overview: RouterOutputs['team']['overview'];
  readonly onClose: () => void;
}

export function GridDialog({ cell, overview, onClose }: GridDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [form, setForm] = useState({ code: cell?.code ?? '', name: cell?.name ?? '', institutionCode: cell?.institutionCode ?? '', teamId: cell?.teamId ?? '', places: cell?.places.join('、') ?? '', takeOver: false });
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['township', 'village'] }));
  const save = useMutation(
    trpc.team.saveGridCell.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        onClose();
      },
    }),
  );
  const own = (places.data ?? []).filter(({ own: isOwn, closedOn }) => isOwn && !closedOn);
  const institutionCode = form.institutionCode || (own[0]?.code ?? '');
  const teams = overview.teams.filter(({ closedOn }) => closedOn === null);
  const { fields } = copy.grid;
  const send = () =>
    save.mutate({ code: form.code, name: form.name, institutionCode, teamId: form.teamId || null, places: form.places.split(/[、，,\n]/).map((each) => each.trim()).filter((each) => each !== ''), takeOver: form.takeOver });
  return (
    <ConfirmDialog title={copy.grid.title} text={copy.grid.text} confirm={copy.save} working={copy.saving} cancel={copy.cancel} mutation={save} onConfirm={send} onClose={onClose}>
      <Form layout="vertical" component={false}>
        <Form.Item label={fields.code} htmlFor="grid-code" required>
          <Input id="grid-code" maxLength={30} disabled={cell !== null} value={form.code} onChange={(event) => setForm({ ...form, code: event.target.value })} />
        </Form.Item>
        <Form.Item label={fields.name} htmlFor="grid-name" required>
          <Input id="grid-name" maxLength={50} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Form.Item>
        <Form.Item label={fields.places} htmlFor="grid-places">
          <Input.TextArea id="grid-places" maxLength={1000} value={form.places} onChange={(event) => setForm({ ...form, places: event.target.value })} />
        </Form.Item>
        <Choice label={fields.institution} value={institutionCode} onChange={(code) => setForm({ ...form, institutionCode: code })} options={own.map(({ code, name }) => [code, name])} />
        <Choice label={fields.team} value={form.teamId} onChange={(teamId) => setForm({ ...form, teamId })} options={[['', copy.grid.nobody], ...teams.map(({ id, name }) => [id, name] as const)]} />
        {cell !== null && cell.teamId !== null && cell.teamId !== form.teamId ? (
          <Checkbox checked={form.takeOver} onChange={(event) => setForm({ ...form, takeOver: event.target.checked })}>
            {fields.takeOver}
          </Checkbox>
        ) : null}
      </Form>
    </ConfirmDialog>
  );
}
