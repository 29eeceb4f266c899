'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useRouter, useSearchParams } from 'next/navigation';
import { recognition as copy } from '@/app/_copy/recognition';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { newRequestKey } from '../../contracts/signing-draft';
import { useReload } from '../use-recognition';
import { DiseaseStep } from './disease-step';
import { EvidenceStep } from './evidence-step';
import { emptyRecognition, type RecognitionDraft, recognitionDraftKey } from './recognition-draft';
import { ResidentStep } from './resident-step';

/** An application in one go: the resident and what they hold, the disease, the evidence; then its page. */
export default function NewRecognitionPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const [draft, setDraft, clear] = useAskedDraft();
  const subject = useQuery(
    trpc.recognition.subject.queryOptions({ residentId: draft.residentId }, { enabled: draft.residentId !== '', refetchOnWindowFocus: false, refetchOnReconnect: false }),
  );
  const diseases = useQuery(trpc.recognition.diseases.queryOptions());
  const reload = useReload();
  const send = useMutation(
    trpc.recognition.file.mutationOptions({
      onSuccess: async ({ id }) => {
        clear();
        await reload();
        router.push(`/recognitions/detail?id=${id}`);
      },
    }),
  );
  const held = draft.residentId === '' ? [] : (subject.data?.held ?? []);
  // A renewal is of the diagnosis it was recognized by, unless another one is written.
  const renewed = held.find(({ id }) => id === draft.renewsId);
  const shown = renewed && draft.diagnosisCode === '' ? { ...draft, diagnosisCode: renewed.diagnosisCode, diagnosisName: renewed.diagnosisName } : draft;
  // A form that was changed is another request; only an unchanged one is a retry.
  const change = (changes: Partial<RecognitionDraft>) => setDraft({ ...shown, requestKey: '', ...changes });
  const missing = missingOf(shown);
  const submit = () => {
    if (missing.length > 0 || send.isPending) return;
    const request = requestOf(shown);
    setDraft({ ...shown, requestKey: request.requestKey });
    send.mutate(request);
  };
  return (
    <Page title={draft.renewsId === '' ? copy.form.title : copy.form.renewalTitle} description={copy.form.description}>
      <Form layout="vertical" onFinish={submit} style={{ maxWidth: 860, display: 'flex', flexDirection: 'column', gap: 20 }}>
        <ResidentStep residentId={draft.residentId} subject={subject} onChoose={(residentId) => change({ residentId, renewsId: '' })} onRenew={(one) => change({ ...one, evidence: emptyRecognition.evidence })} />
        <DiseaseStep draft={shown} diseases={diseases} held={held} onChange={change} />
        <EvidenceStep evidence={shown.evidence} onChange={(evidence) => change({ evidence })} />
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

/** Coming from somebody's page, or from a recognition to renew it, starts theirs; what was begun for another is no draft of it. */
function useAskedDraft(): [RecognitionDraft, (next: RecognitionDraft) => void, () => void] {
  const [kept, setDraft, clear] = useDraft<RecognitionDraft>(recognitionDraftKey, emptyRecognition);
  const asked = useSearchParams();
  const residentId = asked.get('resident') ?? '';
  const renewsId = asked.get('renew') ?? '';
  const isOther = residentId !== '' && (kept.residentId !== residentId || (renewsId !== '' && kept.renewsId !== renewsId));
  const draft = isOther ? { ...emptyRecognition, residentId, renewsId, diseaseCode: asked.get('disease') ?? '' } : kept;
  return [draft, setDraft, clear];
}

/** What is missing is said beside the button instead of greying it out; everything else is the rule's to refuse. */
function missingOf(draft: RecognitionDraft): string[] {
  return [
    draft.residentId === '' ? copy.form.needResident : null,
    draft.diseaseCode === '' ? copy.form.needDisease : null,
    draft.diagnosisCode.trim() === '' || draft.diagnosisName.trim() === '' ? copy.form.needDiagnosis : null,
    draft.evidence.every(({ issuedOn }) => isDay(issuedOn)) ? null : copy.form.needEvidence,
  ].filter((reason) => reason !== null);
}

function requestOf({ renewsId, ...draft }: RecognitionDraft) {
  return { ...draft, evidence: [...draft.evidence], requestKey: draft.requestKey || newRequestKey(), renewsId: renewsId || null };
}
