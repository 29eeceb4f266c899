'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity } from '@/app/_copy/capacity';
import { capacityKinds as kindNames, labelOf } from '@/app/_copy/labels';
import { quota as copy } from '@/app/_copy/quota';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { instantOf, isDay } from '@/server/domain/kernel/calendar-day';
import { type CapacityKind, capacityKinds } from '@/server/domain/quota/slot';
import { departments, findDepartment } from '@/server/domain/referral/departments';

const blank = { resourceId: '', kind: 'clinic' as CapacityKind, departmentCode: departments[0]?.code ?? '', resourceName: '', day: '', from: '08:00', to: '11:30', capacity: 30, publicLeadDays: 7, urgentOnly: false };
type Plan = typeof blank;

/** Publishes one session outside the weekly patterns; the reserved share, the opening day and the release follow from policy and are told afterwards. */
export function PublishForm({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [plan, setPlan] = useState<Plan>(blank);
  const publish = useMutation(trpc.quota.publish.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.quota.pathFilter()) }));
  const change = (changes: Partial<Plan>) => setPlan({ ...plan, ...changes });
  const isComplete = isDay(plan.day) && (plan.resourceId !== '' || plan.resourceName.trim() !== '') && plan.from !== '' && plan.to !== '';
  const submit = () => {
    if (!isComplete || publish.isPending) return;
    const { day, from, to, resourceId, resourceName, ...rest } = plan;
    publish.mutate({
      ...rest,
      institutionCode: null,
      resourceId: resourceId || null,
      // The list's own name goes before it.
      resourceName: resourceName.trim() || copy.form.resource,
      departmentName: findDepartment(plan.departmentCode)?.name ?? plan.departmentCode,
      startsAt: instantOf(`${day} ${from}:00`),
      endsAt: instantOf(`${day} ${to}:00`),
    });
  };
  return (
    <Section title={copy.form.title}>
      <Form layout="vertical" onFinish={submit}>
        <PlanFields plan={plan} onChange={change} />
        <RefusalList error={publish.error} />
        {publish.data ? <p role="status">{copy.form.done(publish.data.reserved, publish.data.opensOn, formatInstant(publish.data.releaseAt))}</p> : null}
        {isComplete ? null : <p role="status">{copy.form.incomplete}</p>}
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" htmlType="submit" loading={publish.isPending}>
            {publish.isPending ? copy.form.submitting : copy.form.submit}
          </Button>
          <Button onClick={onClose}>{copy.form.close}</Button>
        </div>
      </Form>
    </Section>
  );
}

function PlanFields({ plan, onChange }: { readonly plan: Plan; readonly onChange: (changes: Partial<Plan>) => void }) {
  const trpc = useTRPC();
  const words = copy.form;
  const known = useQuery(trpc.capacity.plan.queryOptions({ institutionCode: null, kind: null, departmentCode: null, withEnded: false }));
  const resources = known.data?.resources ?? [];
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 16px', alignItems: 'start' }}>
      <Choice
        label={words.resource}
        value={plan.resourceId}
        options={[['', words.typed] as const, ...resources.map(({ id, departmentName, name }) => [id, capacity.session.title(departmentName, name)] as const)]}
        onChange={(resourceId) => onChange({ resourceId })}
      />
      {plan.resourceId === '' ? (
        <>
          <Choice label={words.kind} value={plan.kind} options={capacityKinds.map((kind) => [kind, labelOf(kindNames, kind)] as const)} onChange={(kind) => onChange({ kind: capacityKinds.find((each) => each === kind) ?? 'clinic' })} />
          <Choice label={words.department} value={plan.departmentCode} options={departments.map(({ code, name }) => [code, name] as const)} onChange={(departmentCode) => onChange({ departmentCode })} />
          <Form.Item label={words.specialist} htmlFor="session-specialist" required>
            <Input id="session-specialist" autoComplete="off" maxLength={50} value={plan.resourceName} onChange={(event) => onChange({ resourceName: event.target.value })} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item label={words.day} htmlFor="session-day" required>
        <Input id="session-day" type="date" value={plan.day} onChange={(event) => onChange({ day: event.target.value })} />
      </Form.Item>
      <Form.Item label={words.from} htmlFor="session-from" required>
        <Input id="session-from" type="time" value={plan.from} onChange={(event) => onChange({ from: event.target.value })} />
      </Form.Item>
      <Form.Item label={words.to} htmlFor="session-to" required>
        <Input id="session-to" type="time" value={plan.to} onChange={(event) => onChange({ to: event.target.value })} />
      </Form.Item>
      <Form.Item label={words.capacity} htmlFor="session-capacity" required>
        <InputNumber id="session-capacity" precision={0} value={plan.capacity} onChange={(capacity) => onChange({ capacity: capacity ?? 0 })} />
      </Form.Item>
      <Form.Item label={words.publicLeadDays} htmlFor="session-lead" extra={words.publicLeadHint}>
        <InputNumber id="session-lead" precision={0} min={0} max={90} value={plan.publicLeadDays} onChange={(days) => onChange({ publicLeadDays: days ?? 0 })} />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={plan.urgentOnly} onChange={(event) => onChange({ urgentOnly: event.target.checked })}>
          {words.urgentOnly}
        </Checkbox>
      </Form.Item>
    </div>
  );
}
