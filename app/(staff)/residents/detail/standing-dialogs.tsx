'use client';

import { useMutation } from '@tanstack/react-query';
import { Checkbox, Form, Radio } from 'antd';
import { useState } from 'react';
import { insutypes, keyGroups, labelOf } from '@/app/_copy/labels';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Insutype, type KeyGroup, keyGroups as allGroups } from '@/server/domain/registry/codes';
import { isByAge } from '@/server/domain/registry/key-groups-on';
import { ChangeDialog, DayField, ReasonField, isReason } from './change-dialog';
import { type ChangeDialogProps, handleOf } from './person';

/** As what the resident is insured from a day on. */
export function CoverageDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.coverage;
  const trpc = useTRPC();
  const [from, setFrom] = useState(() => dayOfInstant(Date.now()));
  const [kind, setKind] = useState<Insutype | 'none'>(person.insutype);
  const [retired, setRetired] = useState(person.retired);
  const [reason, setReason] = useState('');
  const change = useMutation(trpc.residentChange.coverage.mutationOptions({ onSuccess: onDone }));
  const confirm = () => change.mutate({ ...handleOf(person), from, coverage: kind === 'none' ? null : { insutype: kind, retired: kind === '310' && retired }, reason });
  const options = [...Object.entries(insutypes).map(([value, label]) => ({ value, label })), { value: 'none', label: copy.uninsured }];
  return (
    <ChangeDialog title={copy.title(person.name)} text={record.standing.coverageText} confirm={record.change.save} ready={from !== '' && isReason(reason)} mutation={change} onConfirm={confirm} onClose={onClose}>
      <DayField label={copy.from} value={from} onChange={setFrom} />
      <Form.Item label={copy.kind} required>
        <Radio.Group aria-label={copy.kind} value={kind} options={options} onChange={(event) => setKind(event.target.value as typeof kind)} />
      </Form.Item>
      {kind === '310' ? (
        <Form.Item>
          <Checkbox checked={retired} onChange={(event) => setRetired(event.target.checked)}>
            {copy.retired}
          </Checkbox>
        </Form.Item>
      ) : null}
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}

/** A step of coverage that was a mistake. */
export function WithdrawCoverageDialog({ person, from, days, onDone, onClose }: ChangeDialogProps & { readonly from: string; readonly days: string }) {
  const copy = record.coverage;
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const withdraw = useMutation(trpc.residentChange.withdrawCoverage.mutationOptions({ onSuccess: onDone }));
  return (
    <ChangeDialog
      title={copy.withdrawTitle(days)}
      text={copy.withdrawText}
      confirm={copy.withdraw}
      danger
      ready={isReason(reason)}
      mutation={withdraw}
      onConfirm={() => withdraw.mutate({ ...handleOf(person), from, reason })}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}

/** Into a key group or out of it, from a day. */
export function KeyGroupsDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.groups;
  const trpc = useTRPC();
  const [keyGroup, setKeyGroup] = useState<KeyGroup>('hypertension');
  const [from, setFrom] = useState(() => dayOfInstant(Date.now()));
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [reason, setReason] = useState('');
  const change = useMutation(trpc.residentChange.keyGroups.mutationOptions({ onSuccess: onDone }));
  // Whoever is in a group can leave it, and the other way round: the likely answer is there before it is asked.
  const member = chosen ?? !person.groupsToday.includes(keyGroup);
  const confirm = () => change.mutate({ ...handleOf(person), steps: [{ keyGroup, member, from }], reason: reason.trim() || null });
  const options = allGroups.filter((group) => !isByAge(group)).map((group) => [group, labelOf(keyGroups, group)] as const);
  const choose = (value: string) => {
    const group = allGroups.find((each) => each === value);
    if (group) setKeyGroup(group);
    setChosen(null);
  };
  return (
    <ChangeDialog title={copy.title(person.name)} text={record.standing.groupsText} confirm={record.change.save} ready={from !== ''} mutation={change} onConfirm={confirm} onClose={onClose}>
      <Choice label={copy.group} value={keyGroup} onChange={choose} options={options} />
      <Form.Item label={copy.member}>
        <Radio.Group
          aria-label={copy.member}
          value={member}
          options={[
            { value: true, label: copy.enters },
            { value: false, label: copy.leaves },
          ]}
          onChange={(event) => setChosen(event.target.value as boolean)}
        />
      </Form.Item>
      <DayField label={copy.from} value={from} onChange={setFrom} />
      <ReasonField value={reason} onChange={setReason} required={false} />
    </ChangeDialog>
  );
}
