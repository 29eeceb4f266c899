import { followUpDueOn } from '@/server/domain/care-plan/care-work';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { receiveReferral as decide } from '@/server/domain/referral/close-referral';
import { lengthOf, noteLimit, type ReasonRefusal } from '@/server/domain/referral/texts';
import type { AnyRefusal } from '@/server/domain/refusals';
import { loadCare } from '../care-plan/load-care';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, saveChange } from './change-referral';

/**
 * 接回: the team at home has the patient back, having gone through plan and drugs with them; a note of what differs is both sides' to read.
 * From here they see the patient by the hospital's day, or within the policy's days where it named none.
 */
export function receiveReferral(context: ServiceContext, input: ReferralHandle & { readonly note: string | null }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:receive');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const found = await loadCare(unit.tx, context, reach, input);
    if (!found.ok) return found;
    const { loaded, referral, rules } = found.value;
    const followUpDay = followUpDueOn(referral.followUpDay, today(context), rules);
    const step = decide({ ...loaded.facts, followUpDay });
    const note = input.note?.trim() ?? '';
    const checked = unlessRefused<null, AnyRefusal>([...(step.ok ? [] : step.refusals), ...refusalsOfNote(note)], () => null);
    if (!checked.ok) return checked;
    if (!step.ok) return step;
    return saveChange(context, unit, loaded, step.value, { name: 'received', facts: { followUpDay, ...(note !== '' && { note }) } });
  });
}

/** A note may be left out, but not be longer than the others on a referral. */
export function refusalsOfNote(note: string): ReasonRefusal[] {
  const length = lengthOf(note);
  return length > noteLimit ? [{ code: 'referral.reason_too_long', facts: { length, limit: noteLimit } }] : [];
}
