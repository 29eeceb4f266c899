import type { Reach } from '@/db';
import { findDraft, deleteDraft } from '@/db/queries/referral-draft';
import { findReferralByRequest } from '@/db/queries/referral';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { DraftBody } from '@/server/domain/referral/draft';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import type { ReferralReceipt } from '../referral/change-referral';
import type { CreateReferralInput } from '../referral/create-referral';
import type { HeldPlaces } from '../referral/hold-places';
import { moveSlots } from '../referral/move-slots';
import { retryTaken } from '../referral/retry-taken';
import { sendOrder } from '../referral/send-order';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type DraftHandle, type LoadedDraft, holdOf, loadDraft } from './own-draft';

/**
 * Sends a draft under the id it has had all along, with the places it holds; places that were lost while nobody wrote are held anew if they
 * can be. A draft that was sent already answers what became of it, so that a retry after a broken connection changes nothing. What is
 * refused leaves the draft as it is.
 */
export function sendDraft(context: ServiceContext, handle: DraftHandle): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  return retryTaken(() =>
    unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
      const draft = await findDraft(unit.tx, reach.regionCode, actorRef(context.actor), handle.draftId);
      if (!draft) return sentBefore(unit, reach, handle.draftId);
      const loaded = await loadDraft(unit.tx, context, handle);
      return loaded.ok ? send(context, unit, reach, loaded.value) : loaded;
    }),
  );
}

async function sentBefore({ tx, audit }: UnitOfWork, reach: Reach, draftId: string): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const sent = await findReferralByRequest(tx, reach, requestKeyOf(draftId));
  if (!sent) return refuse({ code: 'not_found', facts: { what: 'draft' } });
  const { id, number, status } = sent.referral;
  await audit({ action: 'referral.sent_again', subject: { kind: 'referral', id }, facts: { number } });
  return accept({ id, number, status, version: sent.version });
}

async function send(context: ServiceContext, unit: UnitOfWork, reach: Reach, loaded: LoadedDraft): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { tx } = unit;
  const { draft, slots } = loaded;
  const kept = holdOf(loaded, context.now()).standing === 'held' ? heldBy(loaded) : null;
  if (kept === null && !(await moveSlots(tx, draft.regionCode, slots, changesOf(slots, 'free', draft.id, context.now())))) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  }
  const sent = await sendOrder(context, unit, reach, orderOf(draft.id, draft.residentId, draft.body), { id: draft.id, kept });
  if (!sent.ok) return sent;
  return (await deleteDraft(tx, draft.regionCode, draft.id)) ? sent : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'draft' } });
}

function heldBy({ draft: { slotId, bedSlotIds }, slots }: LoadedDraft): HeldPlaces {
  return { slotId, bedSlotIds, slots };
}

const requestKeyOf = (draftId: string) => `draft-${draftId}`;

function orderOf(draftId: string, residentId: string, body: DraftBody): CreateReferralInput {
  const { direction, priority, kind, places, diagnosisCode, diagnosisName, reason, findings, purpose, history, treatment, assessment, consent } = body;
  const guardian = body.guardianName.trim() === '' ? null : { name: body.guardianName.trim(), relation: body.guardianRelation.trim() };
  return {
    requestKey: requestKeyOf(draftId),
    ...{ residentId, direction, priority, kind, consult: null, places, diagnosisCode, diagnosisName, reason },
    ...{ findings, purpose, history, treatment, assessment },
    toInstitutionCode: body.toInstitutionCode || null,
    departmentCode: body.departmentCode || null,
    practitionerId: body.practitionerId || null,
    consented: consent === 'desk' || consent === 'paper',
    consent: consent && { way: consent, guardian },
  };
}
