'use client';

import { useState, useSyncExternalStore } from 'react';
import { failureOf, useTRPCClient } from '@/app/_trpc/client';
import { useDraft } from '@/app/_ui/use-draft';
import type { DraftBody } from '@/server/domain/referral/draft';
import { DraftLine, type DraftState, type DraftView, type Places } from './draft-line';

export type { DraftView } from './draft-line';

interface Unsaved {
  readonly version: number;
  readonly body: DraftBody;
}

export interface DraftForm extends DraftState {
  readonly change: (changes: Partial<DraftBody>) => void;
  readonly place: (places: Places, changes?: Partial<DraftBody>) => void;
  readonly settle: () => Promise<number | null>;
}

/** A draft under a form. What an earlier visit typed on this very version and could not save is taken up again. */
export function useDraftForm(loaded: DraftView): DraftForm {
  const client = useTRPCClient();
  const [unsaved, keep, forget] = useDraft<Unsaved | null>(`referrals.new.${loaded.id}`, null);
  const [line] = useState(() => {
    const draftId = loaded.id;
    return new DraftLine(loaded, unsaved?.version === loaded.version ? unsaved.body : null, {
      save: (version, body) => client.referralDraft.save.mutate({ draftId, version, body: plain(body) }),
      place: (version, body) => client.referralDraft.place.mutate({ draftId, version, body: plain(body) }),
      isSilence: (error) => ['offline', 'broken'].includes(failureOf(error).kind),
      keep: (left) => (left ? keep(left) : forget()),
    });
  });
  const state = useSyncExternalStore(line.subscribe, line.state, line.state);
  return { ...state, change: line.change, place: line.place, settle: line.settle };
}

/** As the call takes it: lists that may be changed. */
function plain(body: DraftBody) {
  const { measurements, symptoms } = body.assessment;
  return { ...body, assessment: { measurements, symptoms: [...symptoms] } };
}
