'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useRouter, useSearchParams } from 'next/navigation';
import { consult as copy } from '@/app/_copy/consult';
import { consultTypes as typeLabels, labelOf, levels, referralDirections as directionLabels, referralPriorities as priorityLabels } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { consultTypes, referralDirections, referralPriorities } from '@/server/domain/referral/codes';
import { ageOfConsent } from '@/server/domain/referral/consent';
import { reasonLimit } from '@/server/domain/referral/texts';
import { newRequestKey } from '../../contracts/signing-draft';
import { DiagnosisField } from '../../referrals/new/diagnosis-field';
import { ResidentStep, useSubject } from '../../referrals/new/resident-step';
import { type ConsultDraft, consultDraftKey, emptyConsult, missingOf, requestOf } from './consult-draft';

type Choices = RouterOutputs['referral']['choices'];

/** A question to a specialist: the resident, whom to ask, what to find out. */
export default function NewConsultPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const asked = useSearchParams().get('resident') ?? '';
  const [kept, setDraft, clear] = useDraft<ConsultDraft>(consultDraftKey, emptyConsult);
  const draft = asked !== '' && kept.residentId !== asked ? { ...emptyConsult, residentId: asked } : kept;
  const choices = useQuery(trpc.referral.choices.queryOptions());
  const send = useMutation(
    trpc.referral.create.mutationOptions({
      onSuccess: ({ id }) => {
        clear();
        router.push(`/consults/detail?id=${id}`);
      },
    }),
  );
  // A form that was changed is another request; only an unchanged one is a retry.
  const change = (changes: Partial<ConsultDraft>) => setDraft({ ...draft, requestKey: '', ...changes });
  if (!choices.data) {
    return <Page title={copy.form.title}>{choices.error ? <RefusalList error={choices.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  const missing = missingOf(draft, choices.data.practitioners.length > 0).map((part) => copy.form.need[part]);
  const submit = () => {
    if (missing.length > 0 || send.isPending) return;
    const requestKey = draft.requestKey || newRequestKey();
    setDraft({ ...draft, requestKey });
    send.mutate(requestOf({ ...draft, requestKey }));
  };
  return (
    <Page title={copy.form.title} description={copy.form.description}>
      <Form layout="vertical" onFinish={submit} style={{ maxWidth: 860, display: 'flex', flexDirection: 'column', gap: 20 }}>
        <ResidentStep residentId={draft.residentId} onChoose={(residentId) => change({ residentId, consented: false })} />
        <WhomStep draft={draft} choices={choices.data} onChange={change} />
        <QuestionStep draft={draft} onChange={change} />
        {draft.residentId === '' ? null : <ConsentPart draft={draft} onChange={change} />}
        <RefusalList error={send.error} />
        {missing.length > 0 ? (
          <p role="status">
            {copy.form.missing}
            {missing.join('、')}
          </p>
        ) : null}
        <div style={{ display: 'flex', gap: 8 }}>
          <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
            {send.isPending ? copy.form.submitting : copy.form.submit}
          </Button>
          <Button size="large" onClick={clear}>
            {copy.form.reset}
          </Button>
        </div>
        <p>{copy.form.draftKept}</p>
      </Form>
    </Page>
  );
}

interface StepProps {
  readonly draft: ConsultDraft;
  readonly onChange: (changes: Partial<ConsultDraft>) => void;
}

function WhomStep({ draft, choices, onChange }: StepProps & { readonly choices: Choices }) {
  const { departments, institutions, practitioners } = choices;
  return (
    <Section title={copy.form.who}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
        <Choice label={copy.type} value={draft.type} options={Object.entries(typeLabels)} onChange={(value) => onChange({ type: consultTypes.find((known) => known === value) ?? 'clinical' })} />
        <Choice
          label={copy.form.institution}
          value={draft.institutionCode}
          options={[['', copy.form.pickInstitution], ...institutions.map(({ code, name, level }) => [code, `${name}（${labelOf(levels, level)}）`] as const)]}
          onChange={(institutionCode) => onChange({ institutionCode })}
        />
        <Choice
          label={copy.form.department}
          value={draft.departmentCode}
          options={[['', copy.form.pickDepartment], ...departments.map(({ code, name }) => [code, name] as const)]}
          onChange={(departmentCode) => onChange({ departmentCode })}
        />
        <Choice
          label={copy.form.direction}
          value={draft.direction}
          options={Object.entries(directionLabels)}
          onChange={(value) => onChange({ direction: referralDirections.find((known) => known === value) ?? 'up' })}
        />
        <Choice
          label={copy.form.priority}
          value={draft.priority}
          options={Object.entries(priorityLabels)}
          onChange={(value) => onChange({ priority: referralPriorities.find((known) => known === value) ?? 'routine' })}
        />
        {practitioners.length > 0 ? (
          <Choice
            label={copy.form.practitioner}
            value={draft.practitionerId}
            options={[['', copy.form.pickPractitioner], ...practitioners.map(({ id, name, title }) => [id, `${name} ${title}`] as const)]}
            onChange={(practitionerId) => onChange({ practitionerId })}
          />
        ) : null}
      </div>
    </Section>
  );
}

function QuestionStep({ draft, onChange }: StepProps) {
  const length = [...draft.reason.trim()].length;
  return (
    <Section title={copy.form.question}>
      <DiagnosisField id="consult-diagnosis" diagnosisCode={draft.diagnosisCode} diagnosisName={draft.diagnosisName} onChange={onChange} />
      <Form.Item label={copy.form.reason} htmlFor="consult-reason" required extra={copy.form.count(length, reasonLimit)} validateStatus={length > reasonLimit ? 'error' : undefined}>
        <Input.TextArea id="consult-reason" rows={2} value={draft.reason} onChange={(event) => onChange({ reason: event.target.value })} />
      </Form.Item>
      <Form.Item label={copy.form.findings} htmlFor="consult-findings" extra={copy.form.findingsHint}>
        <Input.TextArea id="consult-findings" rows={5} maxLength={2000} value={draft.findings} onChange={(event) => onChange({ findings: event.target.value })} />
      </Form.Item>
    </Section>
  );
}

/** That the resident agrees to be asked about, and perhaps to come; for a child the guardian who agreed is named. */
function ConsentPart({ draft, onChange }: StepProps) {
  const subject = useSubject(draft.residentId);
  const isChild = (subject.data?.resident.age ?? ageOfConsent) < ageOfConsent;
  return (
    <Section title={copy.form.consentTitle}>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
        <Checkbox checked={draft.consented} onChange={(event) => onChange({ consented: event.target.checked })}>
          {copy.form.consent}
        </Checkbox>
        <Checkbox checked={draft.mayConvert} onChange={(event) => onChange({ mayConvert: event.target.checked })}>
          {copy.form.mayConvert}
        </Checkbox>
      </div>
      {isChild ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginTop: 16 }}>
          <Form.Item label={copy.form.guardianName} htmlFor="consult-guardian" required style={{ marginBottom: 0 }}>
            <Input id="consult-guardian" maxLength={50} autoComplete="off" value={draft.guardianName} onChange={(event) => onChange({ guardianName: event.target.value })} />
          </Form.Item>
          <Form.Item label={copy.form.guardianRelation} htmlFor="consult-guardian-relation" style={{ marginBottom: 0 }}>
            <Input id="consult-guardian-relation" maxLength={50} autoComplete="off" value={draft.guardianRelation} onChange={(event) => onChange({ guardianRelation: event.target.value })} />
          </Form.Item>
        </div>
      ) : null}
    </Section>
  );
}
