'use client';

import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { useDraft } from '@/app/_ui/use-draft';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import { firstContent, followingDay } from './first-content';

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
  const { isTouched, content } = draft;
  const isBehind = (plan?.version ?? 0) > (draft.base ?? 0);
  // One's own last save, whose answer did not come back here, is no other person's.
  const isConflict = isBehind && JSON.stringify(plan?.content) !== JSON.stringify(content);
  const base = isBehind && !isConflict ? (plan?.version ?? null) : draft.base;
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const save = useMutation(trpc.care.save.mutationOptions());
  const { mutateAsync, isPending, error, reset } = save;
  const underWay = useRef<Promise<number | null> | null>(null);
  const keep = useCallback(() => {
    const saving = mutateAsync({ referralId: referral.id, content, version: base, handOver: false, reason: null }).then(
      ({ version }) => {
        const now = latest.current;
        // A draft is read anew from the browser's store, so that what has not changed is another object.
        setDraft({ ...now, base: version, isTouched: JSON.stringify(now.content) !== JSON.stringify(content) });
        setSavedAt(Date.now());
        return version;
      },
      // What went wrong stands in `save.error`.
      () => null,
    );
    underWay.current = saving;
  }, [mutateAsync, referral.id, content, base, setDraft]);
  const isOwnDraft = plan === null || plan.status === 'draft';
  const mayAutosave = isOwnDraft && isTouched && !isConflict && !isPending && error === null;
  useEffect(() => {
    if (!mayAutosave) return undefined;
    const timer = window.setTimeout(keep, quietMs);
    return () => window.clearTimeout(timer);
  }, [mayAutosave, keep]);
  return {
    draft: { ...draft, base },
    isOwnDraft,
    isConflict,
    savedAt,
    save,
    clear,
    change: (change: Partial<CarePlanContent>) => {
      // A save that is under way keeps its answer.
      if (error !== null) reset();
      setDraft({ ...draft, content: { ...content, ...change }, isTouched: true });
    },
    say: (change: Partial<Pick<Draft, 'opinion' | 'reason'>>) => setDraft({ ...draft, ...change }),
    saveNow: keep,
    /** The version that the content is to be sent upon, once a save that is under way has ended. */
    settle: async () => (await underWay.current) ?? base,
  };
}
