'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { gapsOf } from '@/server/domain/referral/draft';
import { Attachments } from '../attachments';
import { useReload } from '../detail/act';
import { ConditionStep } from './condition-step';
import { ConsentStep } from './consent-step';
import styles from './new.module.css';
import { type Choices, PlaceStep } from './place-step';
import { useSubject } from './resident-step';
import { TextField } from './text-field';
import { type DraftForm, type DraftView, useDraftForm } from './use-draft-form';

/** The form of one draft, from the condition to the consent. */
export function DraftEditor({ draft }: { readonly draft: DraftView }) {
  const trpc = useTRPC();
  const form = useDraftForm(draft);
  const choices = useQuery(trpc.referral.choices.queryOptions());
  const subject = useSubject(draft.residentId);
  if (!choices.data || !subject.data) return choices.error ? <RefusalList error={choices.error} /> : <p role="status">{shell.loading}</p>;
  const { body, change } = form;
  return (
    <Form layout="vertical" component="div" className={styles.form}>
      <ConditionStep body={body} onChange={change} />
      <PlaceStep form={form} choices={choices.data} residentId={draft.residentId} isSigned={subject.data.contract !== null} />
      <Section title={copy.why}>
        <TextField field="reason" label={copy.reason} rows={2} required body={body} onChange={change} />
        <TextField field="purpose" label={copy.purpose} rows={2} body={body} onChange={change} />
        <h3>{copy.attachments.title}</h3>
        <Attachments referralId={draft.id} />
      </Section>
      <ConsentStep body={body} age={subject.data.resident.age} onChange={change} />
      <Foot form={form} draft={draft} practitioners={choices.data.practitioners} />
    </Form>
  );
}

interface FootProps {
  readonly form: DraftForm;
  readonly draft: DraftView;
  /** Who may be named as referring; empty when the signed-in doctor is. */
  readonly practitioners: Choices['practitioners'];
}

/** What is still missing, whether it is saved, and sending. */
function Foot({ form, draft, practitioners }: FootProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const reload = useReload();
  const [isSettling, setSettling] = useState(false);
  const send = useMutation(
    trpc.referralDraft.send.mutationOptions({
      onSuccess: async ({ id }) => {
        await reload();
        router.push(`/referrals/detail?id=${id}`);
      },
    }),
  );
  const { body, change } = form;
  const needsPractitioner = practitioners.length > 0 && body.practitionerId === '';
  const missing = [...gapsOf(body).map((gap) => copy.gaps[gap]), ...(needsPractitioner ? [copy.needPractitioner] : [])];
  const isBusy = isSettling || send.isPending;
  const submit = async () => {
    // What is missing is said beside the button.
    if (missing.length > 0 || isBusy) return;
    setSettling(true);
    // What was typed last is saved first; a failure of that is told beside the form.
    const version = await form.settle();
    setSettling(false);
    if (version !== null) send.mutate({ draftId: draft.id, version });
  };
  return (
    <>
      {practitioners.length > 0 ? (
        <Choice
          label={copy.practitioner}
          value={body.practitionerId}
          options={[['', copy.pickPractitioner], ...practitioners.map(({ id, name, title }) => [id, `${name} ${title}`] as const)]}
          onChange={(practitionerId) => change({ practitionerId })}
        />
      ) : null}
      <RefusalList error={send.error} />
      <div className={styles.foot}>
        <Button type="primary" size="large" loading={isBusy} onClick={() => void submit()}>
          {isBusy ? copy.submitting : body.consent === 'online' ? copy.submitOnline : copy.submit}
        </Button>
        <Saved form={form} />
        {missing.length > 0 ? (
          <span role="status">
            {copy.missing}
            {missing.join('、')}
          </span>
        ) : null}
      </div>
    </>
  );
}

function Saved({ form: { isSaving, saveError, view } }: { readonly form: DraftForm }) {
  if (saveError) {
    return (
      <div>
        <RefusalList error={saveError} />
        <p>
          {copy.unsaved} <Button onClick={() => window.location.reload()}>{copy.reload}</Button>
        </p>
      </div>
    );
  }
  return <span role="status">{isSaving ? copy.saving : copy.saved(formatInstant(view.savedAt).slice(11))}</span>;
}
