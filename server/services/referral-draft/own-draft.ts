import type { Tx } from '@/db';
import { type KeptDraft, findDraft } from '@/db/queries/referral-draft';
import { findSlots } from '@/db/queries/quota';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { Slot } from '@/server/domain/quota/slot';
import { effectiveState } from '@/server/domain/quota/slot-transitions';
import type { DraftBody } from '@/server/domain/referral/draft';
import { placeIdsOf } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';

/** Which draft, and in which version it was seen. */
export interface DraftHandle {
  readonly draftId: string;
  readonly version: number;
}

export interface LoadedDraft {
  readonly draft: KeptDraft;
  /** The places it names, as they are now. */
  readonly slots: readonly Slot[];
}

/** What a draft holds: nothing, places until a moment, or places that were lost because nobody wrote for too long. */
export type DraftHold = { readonly standing: 'none' } | { readonly standing: 'held'; readonly until: number } | { readonly standing: 'lost' };

/** A draft as its form is shown it. */
export interface DraftView {
  readonly id: string;
  readonly version: number;
  readonly residentId: string;
  readonly body: DraftBody;
  readonly hold: DraftHold;
  readonly savedAt: number;
}

/** The writer's own draft in the version they saw; anybody else's is not found. */
export async function loadDraft(tx: Tx, context: ServiceContext, { draftId, version }: DraftHandle): Promise<Outcome<LoadedDraft, AnyRefusal>> {
  const draft = await findDraft(tx, context.actor.regionCode ?? '', actorRef(context.actor), draftId);
  if (!draft) return refuse({ code: 'not_found', facts: { what: 'draft' } });
  if (draft.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'draft' } });
  return accept({ draft, slots: await findSlots(tx, draft.regionCode, placeIdsOf(draft)) });
}

/** Whether every place the draft names is still its own. */
export function holdOf({ draft, slots }: LoadedDraft, now: number): DraftHold {
  const ids = placeIdsOf(draft);
  if (ids.length === 0) return { standing: 'none' };
  const ends = slots.flatMap(({ state }) => {
    const current = effectiveState(state, now);
    return current.status === 'held' && current.referralId === draft.id ? [current.expiresAt] : [];
  });
  return ends.length === ids.length ? { standing: 'held', until: Math.min(...ends) } : { standing: 'lost' };
}

export function viewOf(loaded: LoadedDraft, now: number): DraftView {
  const { id, version, residentId, body, savedAt } = loaded.draft;
  return { id, version, residentId, body, hold: holdOf(loaded, now), savedAt };
}
