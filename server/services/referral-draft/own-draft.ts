import type { Queryable, Tx } from '@/db';
import { type KeptDraft, findDraft } from '@/db/queries/referral-draft';
import { findSession, findSlots } from '@/db/queries/quota';
import { findInstitution } from '@/db/queries/registry';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { CapacityKind, Slot } from '@/server/domain/quota/slot';
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
  /** What is or was held, in words to be shown: the visit or examination, then the stay. */
  readonly places: readonly DraftPlace[];
  readonly savedAt: number;
}

export interface DraftPlace {
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly startsAt: number;
  /** Of a stay; null for anything else. */
  readonly nights: number | null;
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

export async function viewOf(q: Queryable, loaded: LoadedDraft, now: number): Promise<DraftView> {
  const { id, version, residentId, body, savedAt } = loaded.draft;
  return { id, version, residentId, body, hold: holdOf(loaded, now), places: await placesOf(q, loaded.draft), savedAt };
}

async function placesOf(q: Queryable, { regionCode, body }: KeptDraft): Promise<DraftPlace[]> {
  const { sessionId, stay } = body.places;
  const wanted = [...(sessionId === null ? [] : [{ sessionId, nights: null }]), ...(stay === null ? [] : [stay])];
  const found: DraftPlace[] = [];
  // One after the other: a transaction has one connection.
  for (const wish of wanted) {
    const place = await placeOf(q, regionCode, wish.sessionId, wish.nights);
    if (place) found.push(place);
  }
  return found;
}

async function placeOf(q: Queryable, regionCode: string, sessionId: string, nights: number | null): Promise<DraftPlace | null> {
  const session = await findSession(q, regionCode, sessionId);
  if (!session) return null;
  const { kind, institutionCode, departmentName, resourceName, day, startsAt } = session;
  const institution = await findInstitution(q, regionCode, institutionCode);
  return { kind, institutionCode, institutionName: institution?.name ?? institutionCode, departmentName, resourceName, day, startsAt, nights };
}
