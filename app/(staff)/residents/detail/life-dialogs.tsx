'use client';

import { useMutation } from '@tanstack/react-query';
import { Checkbox, Form } from 'antd';
import { useState } from 'react';
import { deathDocuments as documentNames, record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type DeathDocument, deathDocuments } from '@/server/domain/registry/resident-change';
import { ChangeDialog, DayField, ReasonField, isReason } from './change-dialog';
import { type ChangeDialogProps, handleOf } from './person';

const today = () => dayOfInstant(Date.now());

export function DeathDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.death;
  const trpc = useTRPC();
  const [deathDay, setDeathDay] = useState('');
  const [document, setDocument] = useState<DeathDocument>('death_certificate');
  const [note, setNote] = useState('');
  const save = useMutation(trpc.residentChange.death.mutationOptions({ onSuccess: onDone }));
  const confirm = () => save.mutate({ ...handleOf(person), deathDay, document, note: note.trim() || null });
  return (
    <ChangeDialog title={copy.title(person.name)} text={copy.text} confirm={copy.open} danger ready={deathDay !== ''} mutation={save} onConfirm={confirm} onClose={onClose}>
      <DayField label={copy.day} value={deathDay} onChange={setDeathDay} />
      <Choice label={copy.document} value={document} onChange={(value) => setDocument(deathDocuments.find((each) => each === value) ?? document)} options={deathDocuments.map((each) => [each, documentNames[each]])} />
      <ReasonField value={note} onChange={setNote} required={false} />
    </ChangeDialog>
  );
}

export function WithdrawDeathDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.death;
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const withdraw = useMutation(trpc.residentChange.withdrawDeath.mutationOptions({ onSuccess: onDone }));
  return (
    <ChangeDialog
      title={copy.withdrawTitle(person.name)}
      text={copy.withdrawText}
      confirm={copy.withdraw}
      ready={isReason(reason)}
      mutation={withdraw}
      onConfirm={() => withdraw.mutate({ ...handleOf(person), reason })}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}

export function MovingAwayDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.away;
  const trpc = useTRPC();
  const [from, setFrom] = useState(today);
  const [endsContract, setEnds] = useState(true);
  const [reason, setReason] = useState('');
  const save = useMutation(trpc.residentChange.movingAway.mutationOptions({ onSuccess: onDone }));
  return (
    <ChangeDialog
      title={copy.title(person.name)}
      text={copy.text}
      confirm={copy.open}
      ready={from !== '' && isReason(reason)}
      mutation={save}
      onConfirm={() => save.mutate({ ...handleOf(person), from, endsContract, reason })}
      onClose={onClose}
    >
      <DayField label={copy.from} value={from} onChange={setFrom} />
      <Form.Item>
        <Checkbox checked={endsContract} onChange={(event) => setEnds(event.target.checked)}>
          {copy.ends}
        </Checkbox>
      </Form.Item>
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}

export function ComeBackDialog({ person, onDone, onClose }: ChangeDialogProps) {
  const copy = record.away;
  const trpc = useTRPC();
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const save = useMutation(trpc.residentChange.comeBack.mutationOptions({ onSuccess: onDone }));
  return (
    <ChangeDialog
      title={copy.backTitle(person.name)}
      confirm={copy.back}
      ready={on !== '' && isReason(reason)}
      mutation={save}
      onConfirm={() => save.mutate({ ...handleOf(person), on, reason })}
      onClose={onClose}
    >
      <DayField label={copy.on} value={on} onChange={setOn} />
      <ReasonField value={reason} onChange={setReason} />
    </ChangeDialog>
  );
}
