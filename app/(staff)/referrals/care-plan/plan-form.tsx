'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { KeyboardEvent } from 'react';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { useTRPCClient } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { carePlanLimits as limits } from '@/server/domain/care-plan/check-plan';
import { opinionLimit } from '@/server/domain/referral/texts';
import { CriteriaFields } from './criteria-fields';
import { DrugFields } from './drug-fields';
import { AreaField } from './fields';
import { DiagnosisFields, GuidanceFields, SummaryFields } from './summary-fields';
import { TaskFields } from './task-fields';
import { type CareDetail, usePlanDraft } from './use-plan-draft';

/** The hospital's plan for the team at home: written in any order, kept by itself, and handed over with the patient. */
export function PlanForm({ detail }: { readonly detail: CareDetail }) {
  const written = usePlanDraft(detail);
  const { draft, isOwnDraft, isConflict, save } = written;
  const part = { content: draft.content, onChange: written.change };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    if (isOwnDraft && !save.isPending) written.saveNow();
  };
  return (
    <form aria-label={copy.form.title} style={{ display: 'flex', flexDirection: 'column', gap: 16 }} onKeyDown={onKeyDown} onSubmit={(event) => event.preventDefault()}>
      {isConflict ? (
        <div role="alert">
          <p>{copy.form.changed}</p>
          <Button onClick={written.clear}>{copy.form.useNewest}</Button>
        </div>
      ) : null}
      <SummaryFields {...part} />
      <DiagnosisFields {...part} />
      <CriteriaFields {...part} />
      <DrugFields {...part} />
      <GuidanceFields {...part} />
      <TaskFields {...part} />
      <Ending detail={detail} written={written} />
    </form>
  );
}

interface EndingProps {
  readonly detail: CareDetail;
  readonly written: ReturnType<typeof usePlanDraft>;
}

/** What becomes of it: kept, handed over, or handed over with the return. A save by itself never takes a button away from under a finger. */
function Ending({ detail, written }: EndingProps) {
  const { referral } = detail;
  const { draft, isOwnDraft, save } = written;
  const { handOver, giveBack, isBusy, error } = useHandOver(detail, written);
  const isTreated = isBeingTreated(detail);
  const isReturning = referral.direction !== 'down' && (isTreated || referral.status === 'completed');
  const { form } = copy;
  return (
    <Section title={isReturning ? form.sections.opinion : form.sections.revision}>
      {isReturning && isTreated ? <AreaField id="plan-opinion" label={form.fields.opinion} required limit={opinionLimit} value={draft.opinion} onChange={(opinion) => written.say({ opinion })} /> : null}
      {isOwnDraft ? null : <AreaField id="plan-reason" label={form.fields.revisionReason} required limit={limits.revisionReason} value={draft.reason} onChange={(reason) => written.say({ reason })} />}
      <RefusalList error={error ?? save.error} />
      <p role="status">{standingOf(written)}</p>
      {isReturning ? <p>{form.returnConfirm}</p> : null}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {isReturning ? (
          <Button type="primary" disabled={isBusy} onClick={giveBack}>
            {isBusy ? form.working : isTreated ? form.returnNow : form.returnDone}
          </Button>
        ) : (
          <Button type="primary" disabled={isBusy} onClick={handOver}>
            {isBusy ? form.working : isOwnDraft ? form.handOver : form.revise}
          </Button>
        )}
        {isOwnDraft ? (
          <Button disabled={isBusy} aria-keyshortcuts="Control+S" onClick={() => (save.isPending ? undefined : written.saveNow())}>
            {form.save}
          </Button>
        ) : null}
      </div>
    </Section>
  );
}

const isBeingTreated = ({ referral: { status } }: CareDetail) => status === 'arrived' || status === 'in_treatment';

function standingOf({ draft, save, savedAt, isOwnDraft }: EndingProps['written']): string {
  if (!isOwnDraft) return '';
  if (save.isPending) return copy.form.saving;
  if (draft.isTouched) return copy.form.unsaved;
  return savedAt === null ? '' : copy.form.saved(formatInstant(savedAt));
}

/** Handing over ends the writing: what was kept in this browser is forgotten, and the referral is shown. */
function useHandOver(detail: CareDetail, { draft, isOwnDraft, settle, clear }: EndingProps['written']) {
  const { id: referralId } = detail.referral;
  const client = useTRPCClient();
  const queries = useQueryClient();
  const route = useRouter();
  const { content, reason, opinion } = draft;
  const send = useMutation({
    mutationFn: async (way: 'hand_over' | 'return') => {
      const version = await settle();
      return way === 'return'
        ? client.care.return.mutate({ referralId, version: detail.referralVersion, opinion: isBeingTreated(detail) ? opinion : null, plan: { content, version } })
        : client.care.save.mutate({ referralId, content, version, handOver: true, reason: isOwnDraft ? null : reason });
    },
    onSuccess: async () => {
      clear();
      await queries.invalidateQueries();
      route.push(`/referrals/detail?id=${referralId}`);
    },
  });
  return { handOver: () => send.mutate('hand_over'), giveBack: () => send.mutate('return'), isBusy: send.isPending, error: send.error };
}
