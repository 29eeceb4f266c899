'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { opinionLimit } from '@/server/domain/referral/texts';
import { type ActProps, useActed } from './act';
import { ConfirmRow } from './confirm-row';

/** The hospital's opinion for the team at home, kept as a draft, and when the patient is seen next. */
export function CompleteForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const [opinion, setOpinion, clear] = useDraft(`referrals.opinion.${shown.referral.id}`, '');
  const [followUpDay, setFollowUpDay] = useState('');
  const complete = useMutation(trpc.referral.complete.mutationOptions({ onSuccess: useActed(clear) }));
  const says = course.forms.complete;
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={() => complete.mutate({ referralId: shown.referral.id, version: shown.version, opinion, followUpDay: followUpDay || null })}>
      <p>{says.text}</p>
      <Form.Item label={says.label} htmlFor="act-opinion" required extra={copy.form.count([...opinion.trim()].length, opinionLimit)}>
        <Input.TextArea id="act-opinion" autoFocus rows={4} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
      </Form.Item>
      <Form.Item label={says.followUp} htmlFor="act-follow-up">
        <Input id="act-follow-up" type="date" style={{ width: 180 }} value={followUpDay} onChange={(event) => setFollowUpDay(event.target.value)} />
      </Form.Item>
      <RefusalList error={complete.error} />
      <ConfirmRow name={course.acts.names.complete} isPending={complete.isPending} onClose={onClose} />
    </Form>
  );
}
