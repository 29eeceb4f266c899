'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { useDraft } from '@/app/_ui/use-draft';
import { followingDay, firstContent } from './first-content';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';

export type CareDetail = RouterOutputs['care']['plan'];

interface Draft {
  readonly content: CarePlanContent;
  readonly opinion: string;
  readonly reason: string;
  /** The version of the plan on the server that this was written upon. */
  readonly base: number | null;
  readonly isTouched: boolean;
}

const quietMs = 5000;

/**
 * What is written, kept in this browser with every key and on the server whenever the writer pauses, as long as it is the hospital's own draft.
 * What somebody else saved meanwhile is never overwritten: the writer is told and chooses.
 */
export function usePlanDraft(detail: CareDetail) {
  const trpc = useTRPC();
  const { plan, referral } = detail;
  const served: Draft = { content: plan?.content ?? firstContent(detail, followingDay(detail)), opinion: referral.opinion ?? '', reason: '', base: plan?.version ?? null, isTouched: false };
  const [draft, setDraft, clear] = useDraft<Draft>(`care-plan.${referral.id}`, served);
  const [savedAt, setSavedAt] = useState<number | null>(plan?.status === 'draft' ? plan.savedAt : null);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const save = useMutation(
    trpc.care.save.mutationOptions({
      onSuccess: ({ version }, sent) => {
        const now = latest.current;
        setDraft({ ...now, base: version, isTouched: now.content !== sent.content });
        setSavedAt(Date.now());
      },
    }),
  );
  const isOwnDraft = plan === null || plan.status === 'draft';
  const { isTouched, content } = draft;
  const { mutate, isPending, error } = save;
  const mayAutosave = isOwnDraft && isTouched && !isPending && error === null;
  useEffect(() => {
    if (!mayAutosave) return undefined;
    const timer = window.setTimeout(() => mutate({ referralId: referral.id, content, version: latest.current.base, handOver: false, reason: null }), quietMs);
    return () => window.clearTimeout(timer);
  }, [mayAutosave, content, mutate, referral.id]);
  return {
    draft,
    isOwnDraft,
    savedAt,
    save,
    clear,
    change: (change: Partial<CarePlanContent>) => {
      save.reset();
      setDraft({ ...draft, content: { ...draft.content, ...change }, isTouched: true });
    },
    say: (change: Partial<Pick<Draft, 'opinion' | 'reason'>>) => setDraft({ ...draft, ...change }),
    saveNow: () => mutate({ referralId: referral.id, content, version: draft.base, handOver: false, reason: null }),
  };
}
