'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { postingKinds as kindNames } from '@/app/_copy/labels';
import { posting } from '@/app/_copy/posting';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { type PostingKind, postingKinds } from '@/server/domain/posting/posting';
import { newRequestKey } from '../../contracts/signing-draft';
import styles from './postings.module.css';

const copy = posting.form;

const blank = { kind: 'clinic' as PostingKind, fromInstitutionCode: '', toInstitutionCode: '', personName: '', title: '', subject: '', fromDay: '', toDay: '', times: 1, people: 0, note: '' };
type Draft = typeof blank;

/** Writes one posting down; institutions and days stay for the next one of the same outing. */
export function PostingForm({ today, onClose }: { readonly today: string; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ ...blank, fromDay: today, toDay: today });
  const [requestKey, setRequestKey] = useState(newRequestKey);
  const [saved, setSaved] = useState<string | null>(null);
  const record = useMutation(
    trpc.posting.record.mutationOptions({
      onSuccess: async (_, { personName }) => {
        setSaved(personName);
        setRequestKey(newRequestKey());
        setDraft({ ...draft, personName: '', title: '', note: '', times: 1, people: 0 });
        await queries.invalidateQueries(trpc.posting.pathFilter());
      },
    }),
  );
  const change = (changes: Partial<Draft>) => {
    setSaved(null);
    setDraft({ ...draft, ...changes });
  };
  const isComplete = draft.fromInstitutionCode !== '' && draft.toInstitutionCode !== '' && isDay(draft.fromDay) && isDay(draft.toDay);
  const submit = () => {
    if (!isComplete || record.isPending) return;
    const { subject, note, ...rest } = draft;
    record.mutate({ ...rest, requestKey, subject: subject || null, note: note || null });
  };
  return (
    <Section title={copy.title}>
      <Form layout="vertical" onFinish={submit}>
        <Fields draft={draft} onChange={change} />
        {draft.kind === 'trainee' ? <p>{copy.trainee}</p> : null}
        <RefusalList error={record.error} />
        {saved === null ? null : <p role="status">{copy.done(saved)}</p>}
        {isComplete ? null : <p role="status">{copy.incomplete}</p>}
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" htmlType="submit" loading={record.isPending}>
            {record.isPending ? copy.submitting : copy.submit}
          </Button>
          <Button onClick={onClose}>{copy.close}</Button>
        </div>
      </Form>
    </Section>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
}

function Fields({ draft, onChange }: FieldsProps) {
  const isTrainee = draft.kind === 'trainee';
  return (
    <div className={styles.fields}>
      <Form.Item>
        <Choice label={copy.kind} value={draft.kind} onChange={(kind) => onChange({ kind: kind as PostingKind, times: 1 })} options={postingKinds.map((kind) => [kind, kindNames[kind]] as const)} />
      </Form.Item>
      <Ends draft={draft} onChange={onChange} />
      <Form.Item label={copy.person} htmlFor="posting-person" required>
        <Input id="posting-person" autoComplete="off" maxLength={50} value={draft.personName} onChange={(event) => onChange({ personName: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.title_} htmlFor="posting-title" required>
        <Input id="posting-title" maxLength={50} value={draft.title} onChange={(event) => onChange({ title: event.target.value })} />
      </Form.Item>
      <Form.Item label={draft.kind === 'new_technique' ? copy.subjectNeeded : copy.subject} htmlFor="posting-subject" required={draft.kind === 'new_technique'}>
        <Input id="posting-subject" maxLength={100} value={draft.subject} onChange={(event) => onChange({ subject: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.fromDay} htmlFor="posting-from" required>
        <Input id="posting-from" type="date" value={draft.fromDay} onChange={(event) => onChange({ fromDay: event.target.value, toDay: draft.toDay < event.target.value ? event.target.value : draft.toDay })} />
      </Form.Item>
      <Form.Item label={copy.toDay} htmlFor="posting-to" required>
        <Input id="posting-to" type="date" value={draft.toDay} onChange={(event) => onChange({ toDay: event.target.value })} />
      </Form.Item>
      {isTrainee ? null : (
        <Form.Item label={copy.times} htmlFor="posting-times" required extra={copy.timesHint}>
          <InputNumber id="posting-times" min={1} precision={0} style={{ width: '100%' }} value={draft.times} onChange={(times) => onChange({ times: times ?? 1 })} />
        </Form.Item>
      )}
      {isTrainee ? null : (
        <Form.Item label={copy.people} htmlFor="posting-people" required extra={copy.peopleHint}>
          <InputNumber id="posting-people" min={0} precision={0} style={{ width: '100%' }} value={draft.people} onChange={(people) => onChange({ people: people ?? 0 })} />
        </Form.Item>
      )}
      <Form.Item label={copy.note} htmlFor="posting-note">
        <Input id="posting-note" maxLength={200} value={draft.note} onChange={(event) => onChange({ note: event.target.value })} />
      </Form.Item>
    </div>
  );
}

/** Both institutions, by name; the rule says which way round each kind goes. */
function Ends({ draft, onChange }: FieldsProps) {
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const options = [['', copy.choose] as const, ...(places.data ?? []).filter(({ level }) => level !== 'pharmacy' && level !== 'out_of_region').map(({ code, name }) => [code, name] as const)];
  return (
    <>
      <Form.Item>
        <Choice label={copy.from} value={draft.fromInstitutionCode} onChange={(fromInstitutionCode) => onChange({ fromInstitutionCode })} options={options} />
      </Form.Item>
      <Form.Item>
        <Choice label={copy.to} value={draft.toInstitutionCode} onChange={(toInstitutionCode) => onChange({ toInstitutionCode })} options={options} />
      </Form.Item>
    </>
  );
}
