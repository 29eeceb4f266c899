import type { Tx } from '@/db';
import { deleteAttachmentsOf } from '@/db/queries/attachment';
import { findSlots } from '@/db/queries/quota';
import { type KeptDraft, deleteDraft, listStaleDrafts } from '@/db/queries/referral-draft';
import { dayMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { draftDays } from '@/server/domain/referral/draft';
import { placeIdsOf } from '@/server/domain/referral/referral';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { moveSlots } from '../referral/move-slots';
import { unitOfWork } from '../unit-of-work';
import { offerFreedAfterwards } from '../waiting/offer-places';
import { type DraftHandle, loadDraft } from './own-draft';

/** Throws a draft away, with what was attached to it; the places it held are free again. */
export function dropDraft(context: ServiceContext, handle: DraftHandle): Promise<Outcome<null, AnyRefusal>> {
  permit(context, 'referral:create');
  return unitOfWork<null, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const loaded = await loadDraft(tx, context, handle);
    if (!loaded.ok) return loaded;
    const { draft, slots } = loaded.value;
    offerFreedAfterwards(context, unit, slots);
    if (!(await dropOne(context, tx, draft))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'draft' } });
    await audit({ action: 'referral.draft_dropped', subject: { kind: 'resident', id: draft.residentId }, facts: { draftId: draft.id } });
    return accept(null);
  });
}

const draftsAtOnce = 100;

/** Throws away drafts that nobody touched for `draftDays`. */
export async function purgeDrafts(context: ServiceContext): Promise<{ readonly purged: number }> {
  const { regionCode } = permit(context, 'referral:create');
  const before = context.now() - draftDays * dayMs;
  if ((await listStaleDrafts(context.store.reads, regionCode, before, 1)).length === 0) return { purged: 0 };
  const outcome = await unitOfWork<number, AnyRefusal>(context, async ({ tx, audit }) => {
    const drafts = await listStaleDrafts(tx, regionCode, before, draftsAtOnce);
    for (const draft of drafts) await dropOne(context, tx, draft);
    await audit({ action: 'referral.drafts_purged', subject: { kind: 'region', id: regionCode }, facts: { drafts: drafts.length } });
    return accept(drafts.length);
  });
  return { purged: outcome.ok ? outcome.value : 0 };
}

async function dropOne(context: ServiceContext, tx: Tx, draft: KeptDraft): Promise<boolean> {
  const slots = await findSlots(tx, draft.regionCode, placeIdsOf(draft));
  const freed = await moveSlots(tx, draft.regionCode, slots, changesOf(slots, 'free', draft.id, context.now()));
  await deleteAttachmentsOf(tx, draft.regionCode, draft.id);
  return freed && (await deleteDraft(tx, draft.regionCode, draft.id));
}
