import type { Tx } from '@/db';
import { type CareTaskRow, appendCarePlanRevision, endCareTask, insertCarePlan, insertCareTasks, moveCareTask, saveCarePlan } from '@/db/queries/care-plan';
import { bedDaysFreed, dueFromOf, planTasks } from '@/server/domain/care-plan/care-work';
import { refusalsOfHandOver, refusalsOfText } from '@/server/domain/care-plan/check-plan';
import type { CarePlan, CarePlanContent } from '@/server/domain/care-plan/plan';
import type { CareRefusal } from '@/server/domain/care-plan/refusals';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Referral } from '@/server/domain/referral/referral';
import type { ReservedSlot } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { nameOfActor, type ServiceContext, today } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import type { LoadedCare } from './load-care';

/** A wording as somebody wrote it, upon the version of the plan that they saw; null when they saw none. */
export interface Wording {
  readonly content: CarePlanContent;
  readonly version: number | null;
  /** Why what was handed over is changed; null for a first hand-over. */
  readonly reason: string | null;
}

/** Everything that keeps this wording from being handed over today. */
export function refusalsOfWording(context: ServiceContext, care: LoadedCare, { content, reason }: Wording): CareRefusal[] {
  const revised = care.plan !== null && care.plan.status === 'handed_over';
  const plannedBefore = revised ? new Set(care.tasks.map(({ key }) => key)) : null;
  const why: CareRefusal[] = revised && (reason ?? '').trim() === '' ? [{ code: 'care.text_missing', facts: { field: 'revisionReason' } }] : refusalsOfText('revisionReason', reason ?? '');
  return [...refusalsOfHandOver({ content, today: today(context), followUpDays: care.rules.followUpDays, plannedBefore }), ...why];
}

/**
 * Hands a checked wording over, for the first time or anew: the wording is kept for good, and the tasks follow it. What was done or called
 * off stays.
 *
 * @param beds the places of the referral as they are after the step that goes with the hand-over.
 */
export async function handOver(context: ServiceContext, { tx, audit }: UnitOfWork, care: LoadedCare, wording: Wording, beds: readonly ReservedSlot[]): Promise<Outcome<CarePlan, AnyRefusal>> {
  const { referral, plan: kept } = care;
  const { content, reason } = wording;
  const { dischargedOn, plannedUntil } = content.summary;
  if (dischargedOn === null) throw new Error(`a plan without a discharge was let through for referral ${referral.id}`);
  const revision = (kept?.revision ?? 0) + 1;
  const plan: CarePlan = {
    ...planFor(context, care, content),
    status: 'handed_over',
    revision,
    handedOverAt: kept?.handedOverAt ?? context.now(),
    dischargedOn,
    bedDaysFreed: bedDaysFreed(stayOf(referral), beds, { dischargedOn, plannedUntil }),
  };
  if (!(await keepPlan(tx, plan, wording.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_plan' } });
  const { regionCode, referralId } = plan;
  const note = revision === 1 ? null : (reason ?? '').trim();
  await appendCarePlanRevision(tx, { regionCode, referralId, revision, content, at: context.now(), byName: nameOfActor(context.actor), reason: note });
  if (!(await followWording(tx, context, care, content))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_task' } });
  await audit({
    action: revision === 1 ? 'care.handed_over' : 'care.revised',
    subject: { kind: 'referral', id: referralId },
    facts: { number: referral.number, revision, drugs: content.drugs.length, tasks: content.tasks.length, bedDaysFreed: plan.bedDaysFreed, ...(note !== null && { reason: note }) },
  });
  return accept(plan);
}

/** Beds that a referral down names are those of the place it goes to; nothing of the hospital's is known by them. */
function stayOf({ id, direction, bedSlotIds }: Referral): Pick<Referral, 'id' | 'bedSlotIds'> {
  return { id, bedSlotIds: direction === 'down' ? [] : bedSlotIds };
}

/** The plan with new content, as somebody saves it now; all else stays. */
export function planFor(context: ServiceContext, { referral, plan, hospital, home }: LoadedCare, content: CarePlanContent): CarePlan {
  const fresh = { status: 'draft', revision: 0, handedOverAt: null, dischargedOn: null, bedDaysFreed: 0, readmission: null, version: 1 } as const;
  const { regionCode, id: referralId, residentId } = referral;
  return { ...fresh, ...plan, regionCode, referralId, residentId, hospitalCode: hospital.code, homeCode: home.code, content, savedAt: context.now(), savedByName: nameOfActor(context.actor) };
}

/** Writes it upon the version that was seen; false when somebody else was faster, be it with the first one. */
export async function keepPlan(tx: Tx, plan: CarePlan, seenVersion: number | null): Promise<boolean> {
  return seenVersion === null ? insertCarePlan(tx, plan) : saveCarePlan(tx, plan, seenVersion);
}

async function followWording(tx: Tx, context: ServiceContext, { referral, home, tasks }: LoadedCare, content: CarePlanContent): Promise<boolean> {
  const { regionCode, id: referralId, residentId } = referral;
  const fresh: CareTaskRow[] = [];
  for (const change of planTasks(tasks, content.tasks)) {
    switch (change.change) {
      case 'add': {
        const { key, kind, title, due } = change.planned;
        const open = { endedAs: null, endedOn: null, endedAt: null, endedByName: null, place: null, note: null, measurements: {} };
        fresh.push({ regionCode, referralId, key, residentId, homeCode: home.code, kind, title: title.trim(), dueFrom: dueFromOf(change.planned), dueOn: due, ...open });
        break;
      }
      case 'move': {
        const { key, kind, title, due } = change.planned;
        if (!(await moveCareTask(tx, regionCode, { referralId, key, kind, title: title.trim(), dueFrom: dueFromOf(change.planned), dueOn: due }))) return false;
        break;
      }
      case 'replace': {
        const ending = { endedAs: 'replaced', endedOn: today(context), endedAt: context.now(), endedByName: nameOfActor(context.actor), place: null, note: null, measurements: {} } as const;
        if (!(await endCareTask(tx, regionCode, referralId, change.key, ending))) return false;
      }
    }
  }
  await insertCareTasks(tx, fresh);
  return true;
}
