'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import { type ExceptionEffect, exceptionEffects } from '@/server/domain/quota/schedule';
import type { ShownResource } from '../shown-resource';
import styles from '../quotas.module.css';
import type { PlanEffect } from './plan-done';

interface ExceptionFormProps {
  readonly resources: readonly ShownResource[];
  readonly onDone: (effect: PlanEffect) => void;
  readonly onClose: () => void;
}

const words = copy.exceptions.form;
const displacements = ['refuse', 'requeue'] as const;

interface Draft {
  readonly resourceId: string;
  readonly effect: ExceptionEffect;
  readonly fromDay: string;
  readonly toDay: string;
  readonly capacity: number;
  readonly reason: string;
  readonly displacement: (typeof displacements)[number];
}

function blank(): Draft {
  const today = dayOfInstant(Date.now());
  return { resourceId: '', effect: 'closed', fromDay: today, toDay: today, capacity: 6, reason: '', displacement: 'refuse' };
}

/** Enters days on which the hospital or one of its resources departs from its week. */
export function ExceptionForm({ resources, onDone, onClose }: ExceptionFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(blank);
  const record = useMutation(
    trpc.capacity.recordException.mutationOptions({
      onSuccess: async (effect) => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onDone(effect);
      },
    }),
  );
  const set = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const isComplete = isDay(draft.fromDay) && isDay(draft.toDay) && draft.reason.trim() !== '';
  const submit = () => {
    if (!isComplete || record.isPending) return;
    const { resourceId, effect, capacity, reason, ...rest } = draft;
    record.mutate({ ...rest, institutionCode: null, resourceId: resourceId || null, effect, capacity: effect === 'capacity' ? capacity : null, reason: reason.trim() });
  };
  const whats = resources.filter(({ closedOn }) => closedOn === null).map(({ id, departmentName, name }) => [id, copy.session.title(departmentName, name)] as const);
  const input = (name: 'fromDay' | 'toDay', label: string) => (
    <Form.Item label={label} htmlFor={`exception-${name}`} required>
      <Input id={`exception-${name}`} type="date" value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Form.Item>
  );
  return (
    <Section title={words.title}>
      <Form layout="vertical" onFinish={submit}>
        <div className={styles.fields}>
          <Choice label={words.what} value={draft.resourceId} options={[['', words.wholeHospital] as const, ...whats]} onChange={(resourceId) => set({ resourceId })} />
          <Choice
            label={words.effect}
            value={draft.effect}
            options={exceptionEffects.map((effect) => [effect, copy.exceptions.effects[effect]] as const)}
            onChange={(effect) => set({ effect: exceptionEffects.find((each) => each === effect) ?? 'closed' })}
          />
          {input('fromDay', words.fromDay)}
          {input('toDay', words.toDay)}
          {draft.effect === 'capacity' ? (
            <Form.Item label={words.capacity} htmlFor="exception-capacity" required>
              <InputNumber id="exception-capacity" precision={0} value={draft.capacity} onChange={(capacity) => set({ capacity: capacity ?? 0 })} />
            </Form.Item>
          ) : null}
          <Choice
            label={copy.displacement.label}
            value={draft.displacement}
            options={displacements.map((each) => [each, copy.displacement[each]] as const)}
            onChange={(displacement) => set({ displacement: displacements.find((each) => each === displacement) ?? 'refuse' })}
          />
        </div>
        <br />
        <Form.Item label={words.reason} htmlFor="exception-reason" required>
          <Input id="exception-reason" maxLength={100} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
        </Form.Item>
        <RefusalList error={record.error} />
        {isComplete ? null : <p role="status">{words.incomplete}</p>}
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            {record.isPending ? words.working : words.submit}
          </Button>
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </Form>
    </Section>
  );
}
