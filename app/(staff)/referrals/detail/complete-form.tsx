'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { opinionLimit } from '@/server/domain/referral/texts';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './plain-act';

/** The hospital's opinion for the team at home, kept as a draft, and when the patient is seen next. */
export function CompleteForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const reload = useReload();
  const [opinion, setOpinion, clear] = useDraft(`referrals.opinion.${shown.referral.id}`, '');
  const [followUpDay, setFollowUpDay] = useState('');
  const complete = useMutation(
    trpc.referral.complete.mutationOptions({
      onSuccess: async () => {
        clear();
        await reload();
      },
    }),
  );
  return (
    <Form layout="vertical" style={{ maxWidth: 560 }}>
      <Form.Item label={copy.acts.opinion} htmlFor="act-opinion" required extra={copy.form.count([...opinion.trim()].length, opinionLimit)}>
        <Input.TextArea id="act-opinion" rows={4} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
      </Form.Item>
      <Form.Item label={copy.acts.followUpDay} htmlFor="act-follow-up">
        <Input id="act-follow-up" type="date" style={{ width: 180 }} value={followUpDay} onChange={(event) => setFollowUpDay(event.target.value)} />
      </Form.Item>
      <RefusalList error={complete.error} />
      <ConfirmRow
        label={copy.acts.complete}
        isPending={complete.isPending}
        onConfirm={() => complete.mutate({ referralId: shown.referral.id, version: shown.version, opinion, followUpDay: followUpDay || null })}
        onClose={onClose}
      />
    </Form>
  );
}
