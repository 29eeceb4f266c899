'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import type { ShownResource } from '../shown-resource';

const displacements = ['refuse', 'requeue'] as const;

interface Closing {
  readonly closedOn: string;
  readonly displacement: (typeof displacements)[number];
  readonly reason: string;
}

function blank(): Closing {
  return { closedOn: dayOfInstant(Date.now()), displacement: 'refuse', reason: '' };
}

/** A specialist leaves, or a device or ward is given up. */
export function CloseDialog({ resource, onClose }: { readonly resource: ShownResource; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = copy.resources.closeDialog;
  const [form, setForm] = useState(blank);
  const close = useMutation(
    trpc.capacity.closeResource.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onClose();
      },
    }),
  );
  const { id: resourceId, version } = resource;
  return (
    <ConfirmDialog
      title={words.title(resource.name)}
      text={words.text}
      confirm={words.confirm}
      working={words.working}
      cancel={words.cancel}
      mutation={close}
      isReady={isDay(form.closedOn) && form.reason.trim() !== ''}
      onConfirm={() => close.mutate({ resourceId, version, ...form, reason: form.reason.trim() })}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        <Form.Item label={words.day} htmlFor="close-day" required>
          <Input id="close-day" type="date" value={form.closedOn} onChange={(event) => setForm({ ...form, closedOn: event.target.value })} />
        </Form.Item>
        <Choice
          label={copy.displacement.label}
          value={form.displacement}
          onChange={(value) => setForm({ ...form, displacement: displacements.find((each) => each === value) ?? 'refuse' })}
          options={displacements.map((each) => [each, copy.displacement[each]] as const)}
        />
        <br />
        <Form.Item label={copy.exceptions.form.reason} htmlFor="close-reason" required>
          <Input id="close-reason" maxLength={100} value={form.reason} onChange={(event) => setForm({ ...form, reason: event.target.value })} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
