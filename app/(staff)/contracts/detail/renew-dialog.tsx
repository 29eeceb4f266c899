'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { DialogProps } from './dialog-props';
import { ConsentFields, consentDraftOf, consentIn } from './consent-fields';

/** Renews with the same team, packages and doctor. */
export function RenewDialog({ shown, onDone, onClose }: DialogProps) {
  const trpc = useTRPC();
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const [requestKey] = useState(() => crypto.randomUUID());
  const [years, setYears] = useState('');
  const [draft, setDraft] = useState(() => consentDraftOf(shown));
  const renew = useMutation(trpc.contract.renew.mutationOptions({ onSuccess: ({ contractId }) => onDone(contractId) }));
  const confirm = () =>
    renew.mutate({
      ...{ requestKey, contractId: shown.id, practitionerId: null, packageCodes: null, termYears: years === '' ? null : Number(years) },
      ...{ consent: consentIn(draft, terms.data?.consentVersion ?? ''), signature: draft.signature ?? undefined },
    });
  const options: (readonly [string, string])[] = [['', copy.form.sameTerm(shown.termYears)], ...(terms.data?.termYears ?? []).map((count) => [String(count), copy.form.years(count)] as const)];
  return (
    <ConfirmDialog title={copy.renew.title(shown.resident.name)} text={copy.renew.text(shown.endDay)} confirm={copy.renew.confirm} working={copy.renew.working} cancel={copy.renew.cancel} mutation={renew} onConfirm={confirm} onClose={onClose}>
      <Form layout="vertical">
        <Choice label={copy.form.term} value={years} onChange={setYears} options={options} />
        <ConsentFields draft={draft} onChange={setDraft} />
      </Form>
    </ConfirmDialog>
  );
}
