import { firstDue } from '@/server/domain/care-plan/check-plan';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import { isStay } from '@/server/domain/care-plan/care-work';
import { type Outcome, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { completeReferral as complete, returnReferral as decide } from '@/server/domain/referral/close-referral';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { handOver, refusalsOfWording, type Wording } from '../care-plan/hand-over';
import { type LoadedCare, isWriter, loadCare } from '../care-plan/load-care';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';

export type ReturnReferralInput = ReferralHandle & {
  /** What was found and how to go on, for a referral that is not completed yet: it is completed and returned in one. */
  readonly opinion?: string | null;
  /** The plan for the team at home, upon the version of it that was seen; null when a visit needs none. */
  readonly plan?: { readonly content: CarePlanContent; readonly version: number | null } | null;
};

/**
 * 转回: the patient goes back to the team at home with the hospital's opinion and its care plan, in one transaction with completing, where
 * that is still to be done. Who stayed in hospital does not come back without a plan; only a hospital's own system may send it after.
 */
export function returnReferral(context: ServiceContext, input: ReturnReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const begun = await completeFirst(context, unit, input, await loadCare(unit.tx, context, reach, input));
    if (!begun.ok) return begun;
    const care = begun.value;
    const wording = wordingOf(input);
    const followUpDay = wording === null ? null : firstDue(wording.content.tasks);
    const step = decide({ ...care.loaded.facts, followUpDay });
    const refusals = [...(step.ok ? [] : step.refusals), ...refusalsOfPlan(context, care, wording)];
    const checked = unlessRefused<null, AnyRefusal>(refusals, () => null);
    if (!checked.ok) return checked;
    if (!step.ok) return step;
    if (wording !== null) {
      if ((care.plan?.version ?? null) !== wording.version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_plan' } });
      const handed = await handOver(context, unit, care, wording, care.loaded.slots);
      if (!handed.ok) return handed;
    }
    const { followUpDay: seenOn } = step.value.referral;
    return saveChange(context, unit, care.loaded, step.value, { name: 'returned', facts: { followUpDay: seenOn, withPlan: wording === null ? 0 : 1 } });
  });
}

/** Completes what is still being treated, when an opinion came along; the referral as it is then, with the beds that were given back. */
async function completeFirst(context: ServiceContext, unit: UnitOfWork, input: ReturnReferralInput, found: Outcome<LoadedCare, AnyRefusal>): Promise<Outcome<LoadedCare, AnyRefusal>> {
  const { opinion, plan } = input;
  if (!found.ok || typeof opinion !== 'string' || !isBeingTreated(found.value.referral)) return found;
  const care = found.value;
  const followUpDay = plan ? firstDue(plan.content.tasks) : null;
  const step = complete({ ...care.loaded.facts, opinion, followUpDay });
  // What the plan lacks is told along with what completing lacks.
  if (!step.ok) return refuse<AnyRefusal>(step.refusals[0], ...step.refusals.slice(1), ...refusalsOfPlan(context, care, wordingOf(input)));
  const saved = await saveChange(context, unit, care.loaded, step.value, { name: 'completed', facts: { followUpDay } });
  if (!saved.ok) return saved;
  const again: Outcome<LoadedReferral, AnyRefusal> = await loadReferral(unit.tx, context, permit(context, 'referral:close'), { referralId: care.referral.id, version: saved.value.version });
  return again.ok ? { ok: true, value: { ...care, loaded: again.value, referral: again.value.facts.referral } } : again;
}

function wordingOf({ plan }: ReturnReferralInput): Wording | null {
  return plan ? { ...plan, reason: null } : null;
}

function refusalsOfPlan(context: ServiceContext, care: LoadedCare, wording: Wording | null): AnyRefusal[] {
  return wording === null ? refusalsOfMissingPlan(context, care) : [...refusalsOfWriter(context, care), ...refusalsOfWording(context, care, wording)];
}

/** The plan of a referral that went down is its sender's, who is not the one to give the patient back. */
function refusalsOfWriter({ actor }: ServiceContext, { referral, hospital }: LoadedCare): AnyRefusal[] {
  return isWriter(referral, actor) ? [] : [{ code: 'care.not_writer', facts: { hospitalName: hospital.name } }];
}

function isBeingTreated({ status }: Referral): boolean {
  return status === 'arrived' || status === 'in_treatment';
}

function refusalsOfMissingPlan(context: ServiceContext, { referral }: LoadedCare): AnyRefusal[] {
  const { actor } = context;
  const isSystem = actor.kind === 'staff' && actor.role === 'his';
  return isStay(referral.kind) && referral.direction !== 'down' && !isSystem ? [{ code: 'care.plan_missing', facts: {} }] : [];
}
