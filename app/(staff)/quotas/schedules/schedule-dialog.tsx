'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { ShownResource, ShownSchedule } from '../shown-resource';
import type { PlanEffect } from './plan-done';

const displacements = ['refuse', 'requeue'] as const;

interface ScheduleDialogProps {
  readonly resource: ShownResource;
  readonly schedule: ShownSchedule;
  readonly onDone: (effect: PlanEffect) => void;
  readonly onClose: () => void;
}

/** Changes how much a pattern takes and when it ends; days and hours are another pattern. */
export function ScheduleDialog({ resource, schedule, onDone, onClose }: ScheduleDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = copy.schedules;
  const { capacity, urgentOnly, onHolidays, publicLeadDays } = schedule;
  const [form, setForm] = useState({ capacity, urgentOnly, onHolidays, publicLeadDays, validTo: schedule.validTo ?? '', displacement: 'refuse' as (typeof displacements)[number], reason: '' });
  const change = useMutation(
    trpc.capacity.changeSchedule.mutationOptions({
      onSuccess: async (effect) => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onDone(effect);
      },
    }),
  );
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  return (
    <ConfirmDialog
      title={words.changeDialog.title(resource.name)}
      text={words.changeDialog.text}
      confirm={words.changeDialog.confirm}
      working={words.changeDialog.working}
      cancel={words.changeDialog.cancel}
      mutation={change}
      isReady={form.reason.trim() !== ''}
      onConfirm={() => change.mutate({ ...form, scheduleId: schedule.id, version: schedule.version, validTo: form.validTo || null, reason: form.reason.trim() })}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        <Form.Item label={words.form.capacity} htmlFor="change-capacity" required>
          <InputNumber id="change-capacity" precision={0} value={form.capacity} onChange={(value) => set({ capacity: value ?? 0 })} />
        </Form.Item>
        <Form.Item label={words.form.validTo} htmlFor="change-valid-to" extra={words.form.validToHint}>
          <Input id="change-valid-to" type="date" value={form.validTo} onChange={(event) => set({ validTo: event.target.value })} />
        </Form.Item>
        <Form.Item label={words.form.publicLeadDays} htmlFor="change-lead">
          <InputNumber id="change-lead" precision={0} min={0} max={90} value={form.publicLeadDays} onChange={(value) => set({ publicLeadDays: value ?? 0 })} />
        </Form.Item>
        <Form.Item>
          <Checkbox checked={form.urgentOnly} onChange={(event) => set({ urgentOnly: event.target.checked })}>
            {words.form.urgentOnly}
          </Checkbox>
          <Checkbox checked={form.onHolidays} onChange={(event) => set({ onHolidays: event.target.checked })}>
            {words.form.onHolidays}
          </Checkbox>
        </Form.Item>
        <Choice
          label={copy.displacement.label}
          value={form.displacement}
          onChange={(value) => set({ displacement: displacements.find((each) => each === value) ?? 'refuse' })}
          options={displacements.map((each) => [each, copy.displacement[each]] as const)}
        />
        <br />
        <Form.Item label={words.changeDialog.reason} htmlFor="change-reason" required>
          <Input id="change-reason" maxLength={100} value={form.reason} onChange={(event) => set({ reason: event.target.value })} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
