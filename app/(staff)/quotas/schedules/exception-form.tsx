'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
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
type Displaced = (typeof displacements)[number];

/** Enters days on which the hospital or one of its resources departs from its week. */
export function ExceptionForm({ resources, onDone, onClose }: ExceptionFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => ({ resourceId: '', effect: 'closed' as ExceptionEffect, fromDay: dayOfInstant(Date.now()), toDay: dayOfInstant(Date.now()), capacity: 6, reason: '', displacement: 'refuse' as Displaced }));
  const record = useMutation(
    trpc.capacity.recordException.mutationOptions({
      onSuccess: async (effect) => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onDone(effect);
      },
    }),
  );
  const set = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes });
  const isComplete = isDay(draft.fromDay) && isDay(draft.toDay) && draft.reason.trim() !== '';
  const submit = () => {
    if (!isComplete || record.isPending) return;
    const { resourceId, effect, capacity, reason, ...rest } = draft;
    record.mutate({ ...rest, institutionCode: null, resourceId: resourceId || null, effect, capacity: effect === 'capacity' ? capacity : null, reason: reason.trim() });
  };
  const open = resources.filter(({ closedOn }) => closedOn === null);
  return (
    <Section title={words.title}>
      <Form layout="vertical" onFinish={submit}>
        <div className={styles.fields}>
          <Choice
            label={words.what}
            value={draft.resourceId}
            options={[['', words.wholeHospital] as const, ...open.map(({ id, departmentName, name }) => [id, copy.session.title(departmentName, name)] as const)]}
            onChange={(resourceId) => set({ resourceId })}
          />
          <Choice
            label={words.effect}
            value={draft.effect}
            options={exceptionEffects.map((effect) => [effect, copy.exceptions.effects[effect]] as const)}
            onChange={(effect) => set({ effect: exceptionEffects.find((each) => each === effect) ?? 'closed' })}
          />
          <Form.Item label={words.fromDay} htmlFor="exception-from" required>
            <Input id="exception-from" type="date" value={draft.fromDay} onChange={(event) => set({ fromDay: event.target.value })} />
          </Form.Item>
          <Form.Item label={words.toDay} htmlFor="exception-to" required>
            <Input id="exception-to" type="date" value={draft.toDay} onChange={(event) => set({ toDay: event.target.value })} />
          </Form.Item>
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
