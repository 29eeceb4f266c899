import { findContractInForce } from '@/db/queries/contract';
import { saveDraftRow } from '@/db/queries/referral-draft';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import { changesOf, refusalsOfUnsigned } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { senderOf } from '../referral/creation-ground';
import { holdPlaces, sessionsOf } from '../referral/hold-places';
import { moveSlots } from '../referral/move-slots';
import { unitOfWork } from '../unit-of-work';
import { offerFreedAfterwards } from '../waiting/offer-places';
import { type DraftView, loadDraft, viewOf } from './own-draft';
import type { SaveDraftInput } from './save-draft';

/**
 * Keeps what was typed and holds the places it names in the stead of those held before, all of them or none: when one is gone meanwhile,
 * the draft goes on holding what it held. Naming none gives them back.
 */
export function placeDraft(context: ServiceContext, { body, ...handle }: SaveDraftInput): Promise<Outcome<DraftView, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  const { regionCode } = reach;
  return unitOfWork<DraftView, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const loaded = await loadDraft(tx, context, handle);
    if (!loaded.ok) return loaded;
    const { draft, slots: before } = loaded.value;
    const sessions = await sessionsOf(tx, regionCode, body.places);
    if (!sessions.ok) return sessions;
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const wantsPlace = sessions.value.visit !== null || sessions.value.ward.length > 0;
    const contract = wantsPlace ? await findContractInForce(tx, regionCode, draft.residentId, today(context)) : null;
    const [unsigned] = refusalsOfUnsigned({ wantsPlace, contractId: contract?.id ?? null });
    if (unsigned) return refuse(unsigned);
    const now = context.now();
    offerFreedAfterwards(context, unit, before);
    if (!(await moveSlots(tx, regionCode, before, changesOf(before, 'free', draft.id, now)))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
    const sender = await senderOf(tx, reach, context.actor, body.practitionerId === '' ? null : body.practitionerId);
    const request = { referralId: draft.id, fromInstitutionCode: sender?.from.code ?? draft.institutionCode, priority: body.priority, rules: quotaRulesOf(policy.value.quota) };
    const held = await holdPlaces(context, tx, sessions.value, request);
    if (!held.ok) return held;
    const { slotId, bedSlotIds, slots } = held.value;
    const placed = { ...draft, body, slotId, bedSlotIds: [...bedSlotIds], savedAt: now };
    if (!(await saveDraftRow(tx, placed, draft.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'draft' } });
    await audit({ action: 'referral.draft_placed', subject: { kind: 'resident', id: draft.residentId }, facts: { draftId: draft.id, places: slots.length } });
    return accept(await viewOf(tx, { draft: { ...placed, version: draft.version + 1 }, slots }, now));
  });
}
