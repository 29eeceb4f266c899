'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { DialogProps } from './dialog-props';
import { DoctorChoice } from './doctor-choice';
import { PackageChoice } from './package-choice';

/** Puts right what was written down wrongly; what is left as it is was right. */
export function CorrectDialog({ shown, onDone, onClose }: DialogProps) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.team.list.queryOptions());
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const [requestKey] = useState(() => crypto.randomUUID());
  const [teamId, setTeam] = useState(shown.team.id);
  const [practitionerId, setDoctor] = useState('');
  const [startDay, setStart] = useState(shown.startDay);
  const [years, setYears] = useState(String(shown.termYears));
  const [codes, setCodes] = useState<readonly string[]>(shown.packageCodes);
  const [guardian, setGuardian] = useState({ name: shown.consent?.guardian?.name ?? '', relation: shown.consent?.guardian?.relation ?? '' });
  const [note, setNote] = useState('');
  const correct = useMutation(trpc.contract.correct.mutationOptions({ onSuccess: ({ contractId }) => onDone(contractId) }));
  const confirm = () =>
    correct.mutate({
      ...{ requestKey, contractId: shown.id, note },
      correction: {
        ...{ teamId, startDay: startDay || undefined, termYears: Number(years), packageCodes: [...codes] },
        practitionerId: practitionerId || undefined,
        guardian: guardian.name.trim() === '' ? null : guardian,
      },
    });
  const offeredYears = [...new Set([shown.termYears, ...(terms.data?.termYears ?? [])])].sort((a, b) => a - b);
  return (
    <ConfirmDialog title={copy.correct.title(shown.resident.name)} text={copy.correct.text} confirm={copy.correct.confirm} working={copy.correct.working} cancel={copy.correct.cancel} mutation={correct} onConfirm={confirm} onClose={onClose}>
      <Form layout="vertical">
        <Choice label={copy.form.team} value={teamId} onChange={(next) => { setTeam(next); setDoctor(''); }} options={(teams.data ?? []).map(({ id, name }) => [id, name] as const)} />
        <DoctorChoice teamId={teamId} value={practitionerId} onChange={setDoctor} nobody={copy.form.keep} alsoFull />
        <Form.Item label={copy.form.startDay} htmlFor="correct-start">
          <Input id="correct-start" type="date" value={startDay} onChange={(event) => setStart(event.target.value)} />
        </Form.Item>
        <Choice label={copy.form.term} value={years} onChange={setYears} options={offeredYears.map((count) => [String(count), copy.form.years(count)] as const)} />
        <PackageChoice codes={codes} onChange={setCodes} />
        <Form.Item label={copy.form.guardianName} htmlFor="correct-guardian">
          <Input id="correct-guardian" maxLength={50} value={guardian.name} onChange={(event) => setGuardian({ ...guardian, name: event.target.value })} />
        </Form.Item>
        <Form.Item label={copy.form.guardianRelation} htmlFor="correct-relation">
          <Input id="correct-relation" maxLength={20} value={guardian.relation} onChange={(event) => setGuardian({ ...guardian, relation: event.target.value })} />
        </Form.Item>
        <Form.Item label={copy.form.noteRequired} htmlFor="correct-note" extra={copy.form.noteHint} required>
          <Input.TextArea id="correct-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
