import type { Reach, Tx } from '@/db';
import { type CareTaskRow, findCarePlan, listCareTasks } from '@/db/queries/care-plan';
import { findInstitution } from '@/db/queries/registry';
import { type CareRules, type PlanInSight, careEnds, careRulesOf, mayWritePlan, planInSight } from '@/server/domain/care-plan/care-work';
import type { CarePlan } from '@/server/domain/care-plan/plan';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { type Actor, allows } from '@/server/domain/permission/actor';
import type { Referral } from '@/server/domain/referral/referral';
import { sidesOf } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type LoadedReferral, type ReferralHandle, loadReferral } from '../referral/change-referral';

/** A referral within reach with what was planned for the time after it. */
export interface LoadedCare {
  readonly loaded: LoadedReferral;
  readonly referral: Referral;
  /** Null until somebody at the hospital has begun to write one. */
  readonly plan: CarePlan | null;
  readonly tasks: readonly CareTaskRow[];
  readonly rules: CareRules;
  readonly hospital: { readonly code: string; readonly name: string };
  readonly home: { readonly code: string; readonly name: string };
}

export async function loadCare(tx: Tx, context: ServiceContext, reach: Reach, handle: ReferralHandle): Promise<Outcome<LoadedCare, AnyRefusal>> {
  const loaded = await loadReferral(tx, context, reach, handle);
  if (!loaded.ok) return loaded;
  const policy = await getPolicyInForce(tx, reach.regionCode, today(context));
  if (!policy.ok) return policy;
  const { referral } = loaded.value.facts;
  const { id, regionCode } = referral;
  const { hospitalCode, homeCode } = careEnds(referral);
  return accept({
    loaded: loaded.value,
    referral,
    plan: await findCarePlan(tx, regionCode, id),
    tasks: await listCareTasks(tx, regionCode, id),
    rules: careRulesOf(policy.value.referral),
    hospital: await named(tx, regionCode, hospitalCode),
    home: await named(tx, regionCode, homeCode),
  });
}

async function named(tx: Tx, regionCode: string, code: string): Promise<{ readonly code: string; readonly name: string }> {
  return { code, name: (await findInstitution(tx, regionCode, code))?.name ?? code };
}

/** Whether the actor stands on the hospital's side of the plan. A hospital outside this program writes on paper, and the team at home copies. */
export function isWriter(referral: Referral, actor: Actor): boolean {
  return sidesOf(referral, actor).includes(referral.direction === 'down' ? 'sender' : 'receiver');
}

export interface PlanAccess {
  readonly plan: PlanInSight;
  /** Whether it can be written, or written anew, by this actor now. */
  readonly mayWrite: boolean;
}

export function planAccessOf(referral: Referral, plan: Pick<CarePlan, 'status'> | null, actor: Actor): PlanAccess {
  const writes = isWriter(referral, actor) && allows(actor, 'referral:close');
  return { plan: planInSight(plan, { writes, seesPatients: allows(actor, 'resident:read') }), mayWrite: writes && mayWritePlan(referral) };
}

/** Whether the actor is of the team that goes on. */
export function isHome(referral: Referral, actor: Actor): boolean {
  return sidesOf(referral, actor).includes(referral.direction === 'down' ? 'receiver' : 'sender');
}
