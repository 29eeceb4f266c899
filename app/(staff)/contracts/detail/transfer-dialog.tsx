'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { transferReasons as labels } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { type TransferReason, transferReasons } from '@/server/domain/contract/transfer-contract';
import { ConsentFields, consentDraftOf, consentIn } from './consent-fields';
import type { DialogProps } from './dialog-props';

/** Takes the resident into another team of one's own institution from tomorrow on. */
export function TransferDialog({ shown, onDone, onClose }: DialogProps) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.team.list.queryOptions());
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const [requestKey] = useState(() => crypto.randomUUID());
  const [toTeamId, setTeam] = useState('');
  const [reason, setReason] = useState<TransferReason>('moved');
  const [note, setNote] = useState('');
  const [draft, setDraft] = useState(() => consentDraftOf(shown));
  const transfer = useMutation(trpc.contract.transfer.mutationOptions({ onSuccess: ({ contractId }) => onDone(contractId) }));
  const confirm = () =>
    transfer.mutate({
      ...{ requestKey, contractId: shown.id, toTeamId, practitionerId: null, reason, note: note.trim() || null, packageCodes: [...shown.packageCodes], startDay: null },
      ...{ termYears: terms.data?.defaultTermYears ?? shown.termYears, consent: consentIn(draft, terms.data?.consentVersion ?? ''), signature: draft.signature ?? undefined },
    });
  const others = (teams.data ?? []).filter(({ id }) => id !== shown.team.id);
  return (
    <ConfirmDialog title={copy.transfer.title(shown.resident.name)} text={copy.transfer.text} confirm={copy.transfer.confirm} working={copy.transfer.working} cancel={copy.transfer.cancel} mutation={transfer} onConfirm={confirm} onClose={onClose}>
      <Form layout="vertical">
        <Choice label={copy.form.team} value={toTeamId} onChange={setTeam} options={[['', copy.form.choose], ...others.map(({ id, name }) => [id, name] as const)]} />
        <Choice label={copy.form.reason} value={reason} onChange={(value) => setReason(transferReasons.find((known) => known === value) ?? 'moved')} options={transferReasons.map((value) => [value, labels[value]] as const)} />
        <Form.Item label={copy.form.note} htmlFor="transfer-note">
          <Input.TextArea id="transfer-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <ConsentFields draft={draft} onChange={setDraft} />
      </Form>
    </ConfirmDialog>
  );
}
