'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { labelOf, levels } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { reasonLimit } from '@/server/domain/referral/texts';
import { type ActProps, useActed } from './act';
import { ConfirmRow } from './confirm-row';

/** Where the patient is better looked after, and why; the referral goes on there as it was written. */
export function RedirectForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const { referral, version } = shown;
  const choices = useQuery(trpc.referral.choices.queryOptions());
  const [reason, setReason, clear] = useDraft(`referrals.redirect.${referral.id}`, '');
  const [toInstitutionCode, setPlace] = useState('');
  const [departmentCode, setDepartment] = useState(referral.departmentCode);
  const redirect = useMutation(trpc.referral.redirect.mutationOptions({ onSuccess: useActed(clear) }));
  const says = course.forms.redirect;
  const places = (choices.data?.institutions ?? []).filter(({ code }) => code !== referral.fromInstitutionCode && code !== referral.toInstitutionCode);
  const incomplete = toInstitutionCode === '' || departmentCode === '';
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={() => redirect.mutate({ referralId: referral.id, version, toInstitutionCode, departmentCode, reason })}>
      <p>{says.text}</p>
      <RefusalList error={choices.error} />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginBottom: 12 }}>
        <Choice
          label={says.hospital}
          value={toInstitutionCode}
          onChange={setPlace}
          options={[['', says.pick], [referral.toInstitutionCode, says.own], ...places.map(({ code, name, level }) => [code, `${name}（${labelOf(levels, level)}）`] as const)]}
        />
        <Choice label={says.department} value={departmentCode} onChange={setDepartment} options={[['', says.pick], ...(choices.data?.departments ?? []).map(({ code, name }) => [code, name] as const)]} />
      </div>
      <Form.Item label={says.label} htmlFor="act-redirect" required extra={copy.form.count([...reason.trim()].length, reasonLimit)}>
        <Input.TextArea id="act-redirect" rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      {incomplete ? <p role="status">{says.need}</p> : null}
      <RefusalList error={redirect.error} />
      <ConfirmRow name={course.acts.names.redirect} isPending={redirect.isPending} isBarred={incomplete} onClose={onClose} />
    </Form>
  );
}
