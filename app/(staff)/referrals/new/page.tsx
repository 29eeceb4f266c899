'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useRouter, useSearchParams } from 'next/navigation';
import { referral as copy } from '@/app/_copy/referral';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { commonDiagnoses } from '@/server/domain/referral/diagnoses';
import { newRequestKey } from '../../contracts/signing-draft';
import { useReload } from '../detail/act';
import { emptyReferral, type ReferralDraft, referralDraftKey, withoutSlot } from './referral-draft';
import { ResidentStep } from './resident-step';
import { WhereStep } from './where-step';
import { WhyStep } from './why-step';

/** A referral in one go: the resident, a place, the reason; then its page, with the slip to print. */
export default function NewReferralPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const asked = useSearchParams().get('resident') ?? '';
  const [kept, setDraft, clear] = useDraft<ReferralDraft>(referralDraftKey, emptyReferral);
  // Coming from somebody's page starts their referral; what was begun for another resident is no draft of this one.
  const draft = asked !== '' && kept.residentId !== asked ? { ...emptyReferral, residentId: asked } : kept;
  const choices = useQuery(trpc.referral.choices.queryOptions());
  const reload = useReload();
  const send = useMutation(
    trpc.referral.create.mutationOptions({
      onSuccess: async ({ id }) => {
        clear();
        await reload();
        router.push(`/referrals/detail?id=${id}`);
      },
      onError: () => reload(),
    }),
  );
  // A form that was changed is another request; only an unchanged one is a retry.
  const change = (changes: Partial<ReferralDraft>) => setDraft({ ...draft, requestKey: '', ...changes });
  const missing = missingOf(draft, choices.data?.practitioners.length ?? 0);
  const submit = () => {
    if (missing.length > 0 || send.isPending) return;
    const request = requestOf(draft);
    setDraft({ ...draft, requestKey: request.requestKey });
    send.mutate(request);
  };
  if (!choices.data) {
    return <Page title={copy.form.title}>{choices.error ? <RefusalList error={choices.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  return (
    <Page title={copy.form.title} description={copy.form.description}>
      <Form layout="vertical" onFinish={submit} style={{ maxWidth: 860, display: 'flex', flexDirection: 'column', gap: 20 }}>
        <ResidentStep residentId={draft.residentId} onChoose={(residentId) => change({ residentId, consented: false })} />
        <WhereStep draft={draft} choices={choices.data} onChange={change} />
        <WhyStep draft={draft} practitioners={choices.data.practitioners} onChange={change} />
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
          <Button
            size="large"
            onClick={() => {
              clear();
              send.reset();
            }}
          >
            {copy.form.reset}
          </Button>
        </div>
        <p>{copy.form.draftKept}</p>
      </Form>
    </Page>
  );
}

/** What is missing is said beside the button instead of greying it out; everything else is the rule's to refuse. */
function missingOf(draft: ReferralDraft, practitioners: number): string[] {
  const hasPlace = draft.place !== '' && (draft.place !== withoutSlot || draft.institutionCode !== '');
  return [
    draft.residentId === '' ? copy.form.needResident : null,
    draft.departmentCode === '' ? copy.form.needDepartment : null,
    hasPlace ? null : copy.form.needPlace,
    draft.diagnosisName.trim() === '' ? copy.form.needDiagnosis : null,
    practitioners > 0 && draft.practitionerId === '' ? copy.form.needPractitioner : null,
  ].filter((reason) => reason !== null);
}

function requestOf(draft: ReferralDraft) {
  const { residentId, direction, priority, kind, departmentCode, reason, consented, diagnosisName } = draft;
  const isWithout = draft.place === withoutSlot;
  return {
    requestKey: draft.requestKey || newRequestKey(),
    ...{ residentId, direction, priority, kind, departmentCode, reason, consented, diagnosisName },
    diagnosisCode: commonDiagnoses.find(({ name }) => name === diagnosisName)?.code ?? null,
    consult: null,
    places: { sessionId: isWithout ? null : draft.place, stay: null },
    toInstitutionCode: isWithout ? draft.institutionCode : null,
    practitionerId: draft.practitionerId || null,
    findings: draft.findings.trim() || null,
  };
}
