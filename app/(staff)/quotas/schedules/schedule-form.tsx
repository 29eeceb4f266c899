'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import type { ShownResource } from '../shown-resource';
import styles from '../quotas.module.css';
import type { PlanEffect } from './plan-done';

interface ScheduleFormProps {
  readonly resources: readonly ShownResource[];
  readonly onDone: (effect: PlanEffect) => void;
  readonly onClose: () => void;
}

const words = copy.schedules.form;
const blank = () => ({ resourceId: '', weekdays: [] as number[], fromTime: '08:00', toTime: '11:30', capacity: 12, urgentOnly: false, onHolidays: false, publicLeadDays: 7, validFrom: dayOfInstant(Date.now()), validTo: '' });
type Draft = ReturnType<typeof blank>;

/** Gives a resource a weekly pattern. */
export function ScheduleForm({ resources, onDone, onClose }: ScheduleFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(blank);
  const add = useMutation(
    trpc.capacity.addSchedule.mutationOptions({
      onSuccess: async (effect) => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onDone(effect);
      },
    }),
  );
  const open = resources.filter(({ closedOn }) => closedOn === null);
  const resourceId = draft.resourceId || (open[0]?.id ?? '');
  const isComplete = resourceId !== '' && draft.weekdays.length > 0 && draft.fromTime !== '' && draft.toTime !== '' && isDay(draft.validFrom);
  const submit = () => {
    if (isComplete && !add.isPending) add.mutate({ ...draft, resourceId, validTo: draft.validTo || null });
  };
  if (open.length === 0) {
    return (
      <Section title={words.title}>
        <p>{words.noResource}</p>
      </Section>
    );
  }
  return (
    <Section title={words.title}>
      <Form layout="vertical" onFinish={submit}>
        <div className={styles.fields}>
          <Choice
            label={words.resource}
            value={resourceId}
            options={open.map(({ id, departmentName, name }) => [id, copy.session.title(departmentName, name)] as const)}
            // A ward admits on every day of the year.
            onChange={(id) => setDraft({ ...draft, resourceId: id, onHolidays: open.find((each) => each.id === id)?.kind === 'ward' })}
          />
        </div>
        <br />
        <DraftFields draft={draft} onChange={(changes) => setDraft({ ...draft, ...changes })} />
        <RefusalList error={add.error} />
        {isComplete ? null : <p role="status">{words.incomplete}</p>}
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {add.isPending ? words.working : words.submit}
          </Button>
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </Form>
    </Section>
  );
}

function DraftFields({ draft, onChange }: { readonly draft: Draft; readonly onChange: (changes: Partial<Draft>) => void }) {
  const input = (name: 'fromTime' | 'toTime' | 'validFrom' | 'validTo', label: string, type: 'time' | 'date', hint?: string) => (
    <Form.Item label={label} htmlFor={`schedule-${name}`} required={name !== 'validTo'} extra={hint}>
      <Input id={`schedule-${name}`} type={type} value={draft[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Form.Item>
  );
  const toggle = (day: number, isOn: boolean) => onChange({ weekdays: isOn ? [...draft.weekdays, day] : draft.weekdays.filter((each) => each !== day) });
  return (
    <>
      <fieldset className={styles.weekdays}>
        <legend>{words.weekdays}</legend>
        {copy.weekdays.map((name, index) => (
          <Checkbox key={name} checked={draft.weekdays.includes(index + 1)} onChange={(event) => toggle(index + 1, event.target.checked)}>
            {name}
          </Checkbox>
        ))}
      </fieldset>
      <div className={styles.fields}>
        {input('fromTime', words.from, 'time')}
        {input('toTime', words.to, 'time')}
        <Form.Item label={words.capacity} htmlFor="schedule-capacity" extra={words.capacityHint} required>
          <InputNumber id="schedule-capacity" precision={0} value={draft.capacity} onChange={(capacity) => onChange({ capacity: capacity ?? 0 })} />
        </Form.Item>
        <Form.Item label={words.publicLeadDays} htmlFor="schedule-lead">
          <InputNumber id="schedule-lead" precision={0} min={0} max={90} value={draft.publicLeadDays} onChange={(days) => onChange({ publicLeadDays: days ?? 0 })} />
        </Form.Item>
        {input('validFrom', words.validFrom, 'date')}
        {input('validTo', words.validTo, 'date', words.validToHint)}
      </div>
      <Form.Item>
        <Checkbox checked={draft.urgentOnly} onChange={(event) => onChange({ urgentOnly: event.target.checked })}>
          {words.urgentOnly}
        </Checkbox>
        <Checkbox checked={draft.onHolidays} onChange={(event) => onChange({ onHolidays: event.target.checked })}>
          {words.onHolidays}
        </Checkbox>
      </Form.Item>
    </>
  );
}
