import { findDraftFor, insertDraft } from '@/db/queries/referral-draft';
import { findSlots } from '@/db/queries/quota';
import { findResident } from '@/db/queries/resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { emptyDraft } from '@/server/domain/referral/draft';
import { placeIdsOf } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type DraftView, viewOf } from './own-draft';

/** Begins a referral for a resident, or goes on with what the same writer has begun for them. */
export function startDraft(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<DraftView, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  const { regionCode } = reach;
  const writerId = actorRef(context.actor);
  const institutionCode = context.actor.kind === 'staff' ? context.actor.institutionCodes[0] : undefined;
  return unitOfWork<DraftView, AnyRefusal>(context, async ({ tx, audit }) => {
    const resident = await findResident(tx, reach, input.residentId);
    if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    if (institutionCode === undefined) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    const now = context.now();
    const begun = await findDraftFor(tx, regionCode, writerId, resident.id);
    const draft = begun ?? {
      ...{ regionCode, id: context.newId(), residentId: resident.id, institutionCode, writerId },
      ...{ body: emptyDraft, slotId: null, bedSlotIds: [], createdAt: now, savedAt: now, version: 1 },
    };
    if (!begun) await insertDraft(tx, draft);
    await audit({ action: begun ? 'referral.draft_opened' : 'referral.draft_started', subject: { kind: 'resident', id: resident.id }, facts: { draftId: draft.id } });
    return accept(await viewOf(tx, { draft, slots: await findSlots(tx, regionCode, placeIdsOf(draft)) }, now));
  });
}
