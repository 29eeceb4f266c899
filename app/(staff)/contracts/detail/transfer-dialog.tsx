'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { desk } from '@/app/_copy/desk';
import { transferReasons as labels } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { type TransferReason, transferReasons } from '@/server/domain/contract/transfer-contract';
import { ConsentFields, consentDraftOf, consentIn } from './consent-fields';
import type { DialogProps } from './dialog-props';
import { DoctorChoice } from './doctor-choice';
import { PackageChoice } from './package-choice';

/** Takes the resident into another team of one's own institution from tomorrow on. */
export function TransferDialog({ shown, onDone, onClose }: DialogProps) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.team.list.queryOptions());
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const [requestKey] = useState(() => crypto.randomUUID());
  const [toTeamId, setTeam] = useState('');
  const [practitionerId, setDoctor] = useState('');
  const [years, setYears] = useState('');
  const [codes, setCodes] = useState<readonly string[]>(shown.packageCodes);
  const [reason, setReason] = useState<TransferReason>('moved');
  const [note, setNote] = useState('');
  const [draft, setDraft] = useState(() => consentDraftOf(shown));
  const transfer = useMutation(trpc.contract.transfer.mutationOptions({ onSuccess: ({ contractId }) => onDone(contractId) }));
  const termYears = years === '' ? (terms.data?.defaultTermYears ?? shown.termYears) : Number(years);
  const confirm = () =>
    transfer.mutate({
      ...{ requestKey, contractId: shown.id, toTeamId, practitionerId: practitionerId || null, reason, note: note.trim() || null, packageCodes: [...codes], startDay: null },
      ...{ termYears, consent: consentIn(draft, terms.data?.consentVersion ?? ''), signature: draft.signature ?? undefined },
    });
  const others = (teams.data ?? []).filter(({ id }) => id !== shown.team.id);
  return (
    <ConfirmDialog title={copy.transfer.title(shown.resident.name)} text={copy.transfer.text} confirm={copy.transfer.confirm} working={copy.transfer.working} cancel={copy.transfer.cancel} mutation={transfer} onConfirm={confirm} onClose={onClose}>
      <Form layout="vertical">
        <Choice label={copy.form.team} value={toTeamId} onChange={(next) => { setTeam(next); setDoctor(''); }} options={[['', copy.form.choose], ...others.map(({ id, name, capacity, load }) => (load === 'full' ? ([id, `${name}（${desk.full(capacity)}）`, true] as const) : ([id, name] as const)))]} />
        <DoctorChoice teamId={toTeamId} value={practitionerId} onChange={setDoctor} nobody={desk.ownDoctor} />
        <Choice label={copy.form.term} value={String(termYears)} onChange={setYears} options={(terms.data?.termYears ?? [termYears]).map((count) => [String(count), copy.form.years(count)] as const)} />
        <PackageChoice codes={codes} onChange={setCodes} />
        <Choice label={copy.form.reason} value={reason} onChange={(value) => setReason(transferReasons.find((known) => known === value) ?? 'moved')} options={transferReasons.map((value) => [value, labels[value]] as const)} />
        <Form.Item label={copy.form.note} htmlFor="transfer-note">
          <Input.TextArea id="transfer-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <ConsentFields draft={draft} onChange={setDraft} />
      </Form>
    </ConfirmDialog>
  );
}
