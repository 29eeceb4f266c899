import type { Tx } from '@/db';
import { moveSlot } from '@/db/queries/quota';
import { saveDraftRow } from '@/db/queries/referral-draft';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { Slot } from '@/server/domain/quota/slot';
import { holdSlot } from '@/server/domain/quota/slot-transitions';
import type { DraftBody } from '@/server/domain/referral/draft';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type DraftHandle, type DraftView, type LoadedDraft, holdOf, loadDraft, viewOf } from './own-draft';

export interface SaveDraftInput extends DraftHandle {
  readonly body: DraftBody;
}

/**
 * Keeps what was typed, and makes the draft's holds last anew: whoever is writing keeps the place, and whoever left loses it after the
 * policy's holdMinutes. The places themselves are chosen by `placeDraft`. Nobody but the writer ever sees the words, so that keeping them
 * every few seconds leaves no audit row; beginning, placing, sending and throwing away do.
 */
export function saveDraft(context: ServiceContext, { body, ...handle }: SaveDraftInput): Promise<Outcome<DraftView, AnyRefusal>> {
  const { regionCode } = permit(context, 'referral:create');
  return context.store.transaction<Outcome<DraftView, AnyRefusal>>(async (tx) => {
    const loaded = await loadDraft(tx, context, handle);
    if (!loaded.ok) return loaded;
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const { draft } = loaded.value;
    const saved = { ...draft, body: { ...body, places: draft.body.places }, savedAt: context.now() };
    if (!(await saveDraftRow(tx, saved, draft.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'draft' } });
    const slots = await renewed(tx, context, loaded.value, quotaRulesOf(policy.value.quota).holdMinutes);
    return accept(await viewOf(tx, { draft: { ...saved, version: draft.version + 1 }, slots }, context.now()));
  });
}

/** Holds that are still the draft's last anew; those that were lost stay lost, and are told. */
async function renewed(tx: Tx, context: ServiceContext, loaded: LoadedDraft, holdMinutes: number): Promise<readonly Slot[]> {
  const now = context.now();
  const { draft, slots } = loaded;
  if (holdOf(loaded, now).standing !== 'held') return slots;
  const renew = async (slot: Slot): Promise<Slot> => {
    const expiresAt = Math.min(now + holdMinutes * minuteMs, slot.startsAt);
    const held = holdSlot(slot.state, { referralId: draft.id, expiresAt, now });
    return held.ok && (await moveSlot(tx, draft.regionCode, slot.id, slot.state, held.value)) ? { ...slot, state: held.value } : slot;
  };
  const kept: Slot[] = [];
  for (const slot of slots) kept.push(await renew(slot));
  return kept;
}
