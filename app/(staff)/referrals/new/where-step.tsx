'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { labelOf, levels, referralDirections, referralKinds, referralPriorities } from '@/app/_copy/labels';
import { quota as quotaCopy } from '@/app/_copy/quota';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { addDays, dayOfInstant, isDay, weekday } from '@/server/domain/kernel/calendar-day';
import { referralDirections as directions, referralKinds as kinds, referralPriorities as priorities } from '@/server/domain/referral/codes';
import { type ReferralDraft, withoutSlot } from './referral-draft';

const daysAhead = 14;

interface WhereStepProps {
  readonly draft: ReferralDraft;
  readonly choices: {
    readonly departments: readonly { readonly code: string; readonly name: string; readonly hasSessions: boolean }[];
    readonly institutions: readonly { readonly code: string; readonly name: string; readonly level: string }[];
  };
  readonly onChange: (changes: Partial<ReferralDraft>) => void;
}

/** Where to and when: department and day show the reserved places that may be held now. */
export function WhereStep({ draft, choices, onChange }: WhereStepProps) {
  const { departments, institutions } = choices;
  const [today] = useState(() => dayOfInstant(Date.now()));
  const fromDay = isDay(draft.fromDay) ? draft.fromDay : today;
  const isWithout = draft.place === withoutSlot;
  return (
    <Section title={copy.form.where}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginBottom: 16 }}>
        <Choice label={copy.form.direction} value={draft.direction} options={Object.entries(referralDirections)} onChange={(value) => onChange({ direction: directions.find((known) => known === value) ?? 'up' })} />
        <Choice label={copy.form.priority} value={draft.priority} options={Object.entries(referralPriorities)} onChange={(value) => onChange({ priority: priorities.find((known) => known === value) ?? 'routine', place: '' })} />
        <Choice label={copy.form.kind} value={draft.kind} options={Object.entries(referralKinds)} onChange={(value) => onChange({ kind: kinds.find((known) => known === value) ?? 'outpatient' })} />
        <Choice
          label={copy.form.department}
          value={draft.departmentCode}
          options={[['', copy.form.pickDepartment], ...departments.map(({ code, name, hasSessions }) => [code, hasSessions ? copy.form.departmentWithSessions(name) : name] as const)]}
          onChange={(departmentCode) => onChange({ departmentCode, place: '' })}
        />
        <Choice
          label={copy.form.hospital}
          value={draft.institutionCode}
          options={[['', isWithout ? copy.form.pickHospital : copy.form.anyHospital], ...institutions.map(({ code, name, level }) => [code, `${name}（${labelOf(levels, level)}）`] as const)]}
          onChange={(institutionCode) => onChange(isWithout ? { institutionCode } : { institutionCode, place: '' })}
        />
        <Form.Item label={copy.form.fromDay} htmlFor="referral-from" style={{ marginBottom: 0 }}>
          <Input id="referral-from" type="date" min={today} value={fromDay} onChange={(event) => onChange({ fromDay: event.target.value, place: '' })} />
        </Form.Item>
      </div>
      {draft.departmentCode === '' ? null : <SlotChoice key={`${draft.departmentCode} ${fromDay}`} draft={draft} fromDay={fromDay < today ? today : fromDay} onChange={onChange} />}
    </Section>
  );
}

function SlotChoice({ draft, fromDay, onChange }: { readonly draft: ReferralDraft; readonly fromDay: string; readonly onChange: WhereStepProps['onChange'] }) {
  const trpc = useTRPC();
  const { departmentCode, institutionCode, priority, place } = draft;
  const search = { departmentCode, institutionCode: institutionCode || null, fromDay, toDay: addDays(fromDay, daysAhead), priority };
  const slots = useQuery(trpc.quota.search.queryOptions(search, { refetchInterval: 60_000 }));
  const found = slots.data ?? [];
  const options = [
    ...found.map((session) => ({
      value: session.sessionId,
      label: (
        <>
          <strong>{copy.form.slot(session.day, quotaCopy.weekdays[weekday(session.day) - 1] ?? '', formatInstant(session.startsAt).slice(11), formatInstant(session.endsAt).slice(11))}</strong>{' '}
          {copy.form.slotPlace(session.institutionName, session.departmentName, session.resourceName)} · {copy.form.left(session.free)}
        </>
      ),
    })),
    { value: withoutSlot, label: copy.form.withoutSlot },
  ];
  return (
    <div aria-busy={slots.isFetching}>
      <p id="referral-slots">
        <strong>{copy.form.slots}</strong>
      </p>
      <RefusalList error={slots.error} />
      {slots.isPending ? <p role="status">{copy.form.slotsLoading}</p> : null}
      {slots.data && found.length === 0 ? <p>{copy.form.noSlots}</p> : null}
      <Radio.Group
        aria-labelledby="referral-slots"
        value={place}
        onChange={(event) => onChange({ place: String(event.target.value) })}
        options={options}
        style={{ display: 'flex', flexDirection: 'column', gap: 8, maxHeight: 360, overflowY: 'auto' }}
      />
    </div>
  );
}
