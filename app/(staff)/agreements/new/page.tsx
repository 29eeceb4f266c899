'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useRouter, useSearchParams } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { agreement as copy } from '@/app/_copy/agreement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { AgreementPaper } from '@/app/_ui/agreement-paper';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type AgreementKind, agreementKinds } from '@/server/domain/agreement/codes';
import styles from './new.module.css';
import { NotationHelp } from './notation-help';

interface Draft {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly title: string;
  readonly body: string;
  readonly inForceFrom: string;
}

/** A new version of a text, begun from the one that is shown today or from any other. */
export default function NewAgreementPage() {
  const trpc = useTRPC();
  const asked = useSearchParams();
  const templates = useQuery(trpc.agreement.templates.queryOptions());
  const kind = agreementKinds.find((known) => known === asked.get('kind')) ?? 'agreement';
  const from = asked.get('from');
  return (
    <Page title={copy.form.title}>
      <RefusalList error={templates.error} />
      {templates.data ? <NewTemplate key={`${kind}/${from}`} start={startOf(templates.data, kind, from)} templates={templates.data} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

type Templates = RouterOutputs['agreement']['templates'];

function startOf(templates: Templates, kind: AgreementKind, version: string | null): Draft {
  const ofKind = templates.filter((each) => each.kind === kind);
  const begun = ofKind.find((each) => each.version === version) ?? ofKind.find(({ standing }) => standing === 'in_force');
  return { kind, version: '', title: begun?.title ?? '', body: begun?.body ?? '', inForceFrom: '' };
}

function NewTemplate({ start, templates }: { readonly start: Draft; readonly templates: Templates }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(start);
  const [asking, setAsking] = useState(false);
  const preview = useMutation(trpc.agreement.previewTemplate.mutationOptions());
  const add = useMutation(
    trpc.agreement.addTemplate.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.agreement.templates.queryKey() });
        router.push('/agreements');
      },
    }),
  );
  const change = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.reset();
    setAsking(true);
  };
  const { kind, title, body, version, inForceFrom } = draft;
  return (
    <>
      <div className={styles.columns}>
        <form onSubmit={submit} className={styles.form}>
          <Fields draft={draft} onChange={change} onKind={(next) => setDraft({ ...startOf(templates, next, null), version, inForceFrom })} />
          <div className={styles.tools}>
            <Button htmlType="submit" type="primary" disabled={version.trim() === '' || inForceFrom === ''}>
              {copy.form.save}
            </Button>
            <Button disabled={preview.isPending} onClick={() => preview.mutate({ kind, title, body })}>
              {copy.form.preview}
            </Button>
            <Button onClick={() => router.push('/agreements')}>{copy.form.cancel}</Button>
          </div>
          <RefusalList error={preview.error} />
        </form>
        <NotationHelp />
      </div>
      {preview.data ? (
        <Section title={copy.list.previewTitle}>
          <AgreementPaper document={preview.data} />
        </Section>
      ) : null}
      {asking ? (
        <ConfirmDialog
          title={copy.form.confirmTitle}
          text={copy.form.confirm(version.trim(), inForceFrom)}
          confirm={copy.form.save}
          working={copy.form.saving}
          cancel={copy.form.cancel}
          mutation={add}
          onConfirm={() => add.mutate(draft)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
  readonly onKind: (kind: AgreementKind) => void;
}

function Fields({ draft, onChange, onKind }: FieldsProps) {
  const { form } = copy;
  return (
    <>
      <Choice label={form.kind} value={draft.kind} onChange={(value) => onKind(agreementKinds.find((known) => known === value) ?? 'agreement')} options={agreementKinds.map((each) => [each, copy.kinds[each]])} />
      <Form.Item label={form.version} htmlFor="version" layout="vertical" extra={form.versionHint}>
        <Input id="version" autoComplete="off" maxLength={20} style={{ maxWidth: 200 }} value={draft.version} onChange={(event) => onChange({ version: event.target.value })} />
      </Form.Item>
      <Form.Item label={form.from} htmlFor="from" layout="vertical" extra={form.fromHint}>
        <Input id="from" type="date" style={{ maxWidth: 200 }} value={draft.inForceFrom} onChange={(event) => onChange({ inForceFrom: event.target.value })} />
      </Form.Item>
      <Form.Item label={form.name} htmlFor="title" layout="vertical">
        <Input id="title" autoComplete="off" maxLength={100} value={draft.title} onChange={(event) => onChange({ title: event.target.value })} />
      </Form.Item>
      <Form.Item label={form.body} htmlFor="body" layout="vertical" extra={form.bodyHint}>
        <Input.TextArea id="body" autoSize={{ minRows: 16, maxRows: 36 }} value={draft.body} onChange={(event) => onChange({ body: event.target.value })} />
      </Form.Item>
    </>
  );
}
