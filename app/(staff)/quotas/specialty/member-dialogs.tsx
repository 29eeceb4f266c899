'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { specialty as copy } from '@/app/_copy/specialty';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { specialtyMemberKinds, type SpecialtyMemberKind } from '@/server/domain/quota/specialty';
import type { Member, Specialty } from './specialty-table';
import { useSettled } from './use-settled';

interface DialogProps {
  readonly specialty: Specialty;
  readonly today: string;
  readonly onClose: () => void;
}

/** Lets an institution or a whole alliance in. */
export function JoinDialog({ specialty, today, onClose }: DialogProps) {
  const trpc = useTRPC();
  const onSuccess = useSettled(onClose);
  const choices = useQuery(trpc.specialty.choices.queryOptions());
  const join = useMutation(trpc.specialty.join.mutationOptions({ onSuccess }));
  const [kind, setKind] = useState<SpecialtyMemberKind>('institution');
  const [memberId, setMemberId] = useState('');
  const [fromDay, setFromDay] = useState(today > specialty.fromDay ? today : specialty.fromDay);
  const { join: words } = copy;
  const options =
    kind === 'institution'
      ? (choices.data?.institutions ?? []).filter(({ code }) => code !== specialty.hospitalCode).map(({ code, name }) => [code, name] as const)
      : (choices.data?.alliances ?? []).filter(({ id }) => id !== specialty.hospitalAllianceId).map(({ id, name }) => [id, name] as const);
  return (
    <ConfirmDialog
      title={words.title(specialty.name)}
      text={words.text}
      confirm={words.confirm}
      working={copy.working}
      cancel={copy.cancel}
      mutation={join}
      onConfirm={() => join.mutate({ id: specialty.id, version: specialty.version, kind, memberId: memberId || (options[0]?.[0] ?? ''), fromDay })}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        <Choice
          label={words.kind}
          value={kind}
          onChange={(value) => {
            setKind(specialtyMemberKinds.find((known) => known === value) ?? 'institution');
            setMemberId('');
          }}
          options={specialtyMemberKinds.map((each) => [each, words.kinds[each]])}
        />
        <Choice label={words[kind]} value={memberId || (options[0]?.[0] ?? '')} onChange={setMemberId} options={options} />
        <DayField id="specialty-join" label={words.fromDay} min={today} value={fromDay} onChange={setFromDay} />
      </Form>
    </ConfirmDialog>
  );
}

/** Sets a member's last day. */
export function LeaveDialog({ specialty, member, today, onClose }: DialogProps & { readonly member: Member }) {
  const trpc = useTRPC();
  const onSuccess = useSettled(onClose);
  const leave = useMutation(trpc.specialty.leave.mutationOptions({ onSuccess }));
  const [toDay, setToDay] = useState(member.toDay ?? today);
  const { leave: words } = copy;
  return (
    <ConfirmDialog
      title={words.title(member.memberName)}
      text={words.text}
      confirm={words.confirm}
      working={copy.working}
      cancel={copy.cancel}
      mutation={leave}
      onConfirm={() => leave.mutate({ id: specialty.id, version: specialty.version, memberRowId: member.id, toDay })}
      onClose={onClose}
    >
      <DayField id="specialty-leave" label={words.toDay} min={today} value={toDay} onChange={setToDay} />
    </ConfirmDialog>
  );
}

/** Sets the last day of the whole. */
export function EndDialog({ specialty, today, onClose }: DialogProps) {
  const trpc = useTRPC();
  const onSuccess = useSettled(onClose);
  const end = useMutation(trpc.specialty.end.mutationOptions({ onSuccess }));
  const [toDay, setToDay] = useState(specialty.toDay ?? today);
  const { end: words } = copy;
  return (
    <ConfirmDialog
      title={words.title(specialty.name)}
      text={words.text}
      confirm={words.confirm}
      working={copy.working}
      cancel={copy.cancel}
      mutation={end}
      onConfirm={() => end.mutate({ id: specialty.id, version: specialty.version, toDay })}
      onClose={onClose}
    >
      <DayField id="specialty-end" label={words.toDay} min={today} value={toDay} onChange={setToDay} />
    </ConfirmDialog>
  );
}

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly min: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function DayField({ id, label, min, value, onChange }: DayFieldProps) {
  return (
    <Form.Item label={label} htmlFor={id} required layout="vertical">
      <Input id={id} type="date" min={min} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}
