'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import * as labels from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { type DeclineCode, declineCodes } from '@/server/domain/referral/codes';
import { noteLimit, reasonLimit } from '@/server/domain/referral/texts';
import type { ReferralDetail } from '../use-referral';
import { type ActProps, useActed } from './act';
import { ConfirmRow } from './confirm-row';

type WordyAct = 'ask_info' | 'give_info' | 'cancel' | 'leave' | 'decline';

/** An act that is done with words which the other side reads. What was typed is kept until it has been done. */
export function WordsForm({ action, shown, onClose }: ActProps & { readonly action: WordyAct }) {
  const trpc = useTRPC();
  const { referral, version } = shown;
  const [words, setWords, clear] = useDraft(`referrals.${action}.${referral.id}`, '');
  const [code, setCode] = useState<DeclineCode>('no_capacity');
  const onSuccess = useActed(clear);
  const askInfo = useMutation(trpc.referral.askInfo.mutationOptions({ onSuccess }));
  const giveInfo = useMutation(trpc.referral.giveInfo.mutationOptions({ onSuccess }));
  const cancel = useMutation(trpc.referral.cancel.mutationOptions({ onSuccess }));
  const leave = useMutation(trpc.referral.leave.mutationOptions({ onSuccess }));
  const decline = useMutation(trpc.referral.decline.mutationOptions({ onSuccess }));
  const handle = { referralId: referral.id, version };
  const doing = {
    ask_info: { ...askInfo, run: () => askInfo.mutate({ ...handle, question: words }) },
    give_info: { ...giveInfo, run: () => giveInfo.mutate({ ...handle, answer: words }) },
    cancel: { ...cancel, run: () => cancel.mutate({ ...handle, reason: words }) },
    leave: { ...leave, run: () => leave.mutate({ ...handle, reason: words }) },
    decline: { ...decline, run: () => decline.mutate({ ...handle, code, reason: words }) },
  }[action];
  const says = course.forms[action];
  const limit = action === 'ask_info' || action === 'give_info' ? noteLimit : reasonLimit;
  const asked = action === 'give_info' ? lastQuestion(shown) : null;
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={doing.run}>
      <p>{says.text}</p>
      {asked === null ? null : <blockquote style={{ margin: '0 0 12px', paddingLeft: 12, borderLeft: '3px solid #c4ccd8' }}>{course.forms.give_info.asked(asked)}</blockquote>}
      {action === 'decline' ? (
        <Choice
          label={course.forms.decline.code}
          value={code}
          options={declineCodes.map((option) => [option, labels.declineCodes[option]])}
          onChange={(chosen) => setCode(declineCodes.find((option) => option === chosen) ?? 'other')}
        />
      ) : null}
      <Form.Item label={says.label} htmlFor="act-words" required extra={[says.hint, copy.form.count([...words.trim()].length, limit)].filter((line) => line !== '').join(' ')} style={{ marginTop: 12 }}>
        <Input.TextArea id="act-words" autoFocus rows={limit === noteLimit ? 5 : 2} value={words} onChange={(event) => setWords(event.target.value)} />
      </Form.Item>
      <RefusalList error={doing.error} />
      <ConfirmRow danger={action === 'cancel' || action === 'decline'} name={course.acts.names[action]} isPending={doing.isPending} onClose={onClose} />
    </Form>
  );
}

/** What the hospital asked for last. */
function lastQuestion({ events }: ReferralDetail): string | null {
  const asked = events.findLast(({ action }) => action === 'info_asked')?.facts.question;
  return typeof asked === 'string' ? asked : null;
}
