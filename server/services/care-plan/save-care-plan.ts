import { mayWritePlan } from '@/server/domain/care-plan/care-work';
import { refusalsOfKeeping } from '@/server/domain/care-plan/check-plan';
import type { CareRefusal } from '@/server/domain/care-plan/refusals';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type Wording, handOver, keepPlan, planFor, refusalsOfWording } from './hand-over';
import { type LoadedCare, isWriter, loadCare } from './load-care';

export interface SaveCarePlanInput extends Wording {
  readonly referralId: string;
  /** To be read by the team at home from now on; left open, it stays the hospital's draft. What was handed over stays so. */
  readonly handOver: boolean;
}

export interface CarePlanReceipt {
  readonly version: number;
  readonly revision: number;
  readonly status: 'draft' | 'handed_over';
}

/**
 * Keeps what the hospital writes. A draft may lack anything, so that nothing typed is lost; what is handed over must be whole, and every
 * later wording is a revision with its reason. A plan for the way back is handed over by the return itself (`returnReferral`), here only
 * when the patient is back already.
 */
export function saveCarePlan(context: ServiceContext, input: SaveCarePlanInput): Promise<Outcome<CarePlanReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  return unitOfWork<CarePlanReceipt, AnyRefusal>(context, async (unit) => {
    const found = await loadCare(unit.tx, context, reach, { referralId: input.referralId, version: null });
    if (!found.ok) return found;
    const care = found.value;
    if ((care.plan?.version ?? null) !== input.version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_plan' } });
    const handsOver = input.handOver || care.plan?.status === 'handed_over';
    const refusals = [...refusalsOfWriter(context, care, handsOver), ...(handsOver ? refusalsOfWording(context, care, input) : refusalsOfKeeping(input.content))];
    const checked = unlessRefused<null, AnyRefusal>(refusals, () => null);
    if (!checked.ok) return checked;
    if (handsOver) {
      const handed = await handOver(context, unit, care, input, care.loaded.slots);
      return handed.ok ? accept(receiptOf(handed.value.revision, input.version, 'handed_over')) : handed;
    }
    if (!(await keepPlan(unit.tx, planFor(context, care, input.content), input.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_plan' } });
    await unit.audit({ action: 'care.drafted', subject: { kind: 'referral', id: care.referral.id }, facts: { number: care.referral.number } });
    return accept(receiptOf(0, input.version, 'draft'));
  });
}

function receiptOf(revision: number, seen: number | null, status: CarePlanReceipt['status']): CarePlanReceipt {
  return { version: (seen ?? 0) + 1, revision, status };
}

function refusalsOfWriter(context: ServiceContext, { referral, hospital }: LoadedCare, handsOver: boolean): CareRefusal[] {
  const refusals: CareRefusal[] = isWriter(referral, context.actor) ? [] : [{ code: 'care.not_writer', facts: { hospitalName: hospital.name } }];
  if (!mayWritePlan(referral) || (handsOver && !isOnItsWay(referral))) refusals.push({ code: 'care.wrong_status', facts: { status: referral.status } });
  return refusals;
}

/** Whether there is somebody to hand it to: the patient was sent back, or goes down. */
function isOnItsWay({ direction, status }: Referral): boolean {
  return direction === 'down' || status === 'returned' || status === 'received' || status === 'followed_up';
}
