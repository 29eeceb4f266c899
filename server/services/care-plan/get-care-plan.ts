import { type CarePlanRevisionRow, type CareTaskRow, listCarePlanRevisions } from '@/db/queries/care-plan';
import { type CareTaskState, isAtHome, readmissionUntil, receiveDueOn, taskStateOn } from '@/server/domain/care-plan/care-work';
import { type CriteriaList, criteriaFor, criteriaLists, findCriteria } from '@/server/domain/care-plan/criteria';
import type { CarePlan } from '@/server/domain/care-plan/plan';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { findResidentOfRegion } from '@/db/queries/resident';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { type LoadedCare, isHome, loadCare, planAccessOf } from './load-care';

export interface CareTaskView {
  readonly key: string;
  readonly kind: CareTaskRow['kind'];
  readonly title: string;
  readonly dueFrom: Day;
  readonly dueOn: Day;
  readonly state: CareTaskState;
  readonly endedOn: Day | null;
  readonly endedByName: string | null;
  readonly place: CareTaskRow['place'];
  readonly note: string | null;
  readonly measurements: CareTaskRow['measurements'];
}

export interface CarePlanDetail {
  readonly referral: Pick<Referral, 'id' | 'number' | 'status' | 'kind' | 'direction' | 'diagnosisCode' | 'diagnosisName' | 'departmentName' | 'opinion' | 'followUpDay' | 'arrivedAt'>;
  readonly referralVersion: number;
  readonly hospitalName: string;
  readonly homeName: string;
  /** Null for those who may see referrals but no patients. */
  readonly resident: ResidentSummary | null;
  /** Null while there is none; a draft is shown to the hospital only, and nothing of it to those who may see no patients. */
  readonly plan: CarePlan | null;
  /** Whether a plan was handed over, for those too who may not read it. */
  readonly handedOver: boolean;
  /** The list that the plan was held against, or would be. */
  readonly criteria: CriteriaList;
  readonly criteriaLists: readonly CriteriaList[];
  readonly tasks: readonly CareTaskView[];
  /** The latest first. */
  readonly revisions: readonly Pick<CarePlanRevisionRow, 'revision' | 'at' | 'byName' | 'reason'>[];
  readonly mayWrite: boolean;
  /** Whether tasks and follow-ups can be noted by this actor now. */
  readonly mayWork: boolean;
  readonly receiveDueOn: Day | null;
  readonly followUpDays: number;
  /** Until when another stay counts as a readmission. */
  readonly watchedUntil: Day | null;
}

/** What was handed over with a referral, its tasks as they stand today, and every earlier wording's date and reason. Reading it is noted. */
export function getCarePlan(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<CarePlanDetail, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  return unitOfWork<CarePlanDetail, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await loadCare(tx, context, reach, { referralId: input.referralId, version: null });
    if (!found.ok) return found;
    const { referral, plan } = found.value;
    const row = await findResidentOfRegion(tx, referral.regionCode, referral.residentId);
    const seesPatients = allows(context.actor, 'resident:read');
    const revisions = plan === null ? [] : await listCarePlanRevisions(tx, referral.regionCode, referral.id);
    const detail = detailOf(context, found.value, seesPatients && row ? summaryOf(row, today(context)) : null, revisions);
    // The patient is told what was seen: the plan, or only who they are, or nothing of them.
    const facts = { referral: referral.number };
    const aboutResident = { subject: { kind: 'resident', id: referral.residentId }, facts } as const;
    if (detail.resident === null) await audit({ action: 'referral.viewed', subject: { kind: 'referral', id: referral.id } });
    else await audit({ action: detail.plan === null ? 'resident.viewed' : 'care.viewed', ...aboutResident });
    return accept(detail);
  });
}

function detailOf(context: ServiceContext, care: LoadedCare, resident: ResidentSummary | null, revisions: readonly CarePlanRevisionRow[]): CarePlanDetail {
  const { referral, plan, tasks, rules, hospital, home, loaded } = care;
  const { actor } = context;
  const { id, number, status, kind, direction, diagnosisCode, diagnosisName, departmentName, opinion, followUpDay, arrivedAt, returnedAt } = referral;
  const access = planAccessOf(referral, plan, actor);
  const shown = access.plan === 'shown' && resident !== null ? plan : null;
  return {
    referral: { id, number, status, kind, direction, diagnosisCode, diagnosisName, departmentName, opinion: resident === null ? null : opinion, followUpDay, arrivedAt },
    referralVersion: loaded.kept.version,
    hospitalName: hospital.name,
    homeName: home.name,
    resident,
    plan: shown,
    handedOver: plan?.status === 'handed_over',
    criteria: (shown && findCriteria(shown.content.criteria.list)) ?? criteriaFor(diagnosisCode),
    criteriaLists,
    tasks: resident === null ? [] : tasks.map((task) => viewOf(task, today(context))),
    revisions: revisions.map(({ revision, at, byName, reason }) => ({ revision, at, byName, reason })),
    mayWrite: access.mayWrite,
    mayWork: isHome(referral, actor) && allows(actor, 'referral:receive') && isAtHome(referral) && status !== 'closed',
    receiveDueOn: status === 'returned' && returnedAt !== null ? receiveDueOn(returnedAt, rules) : null,
    followUpDays: rules.followUpDays,
    watchedUntil: plan?.dischargedOn ? readmissionUntil(plan.dischargedOn, rules) : null,
  };
}

export function viewOf(task: CareTaskRow, on: Day): CareTaskView {
  const { key, kind, title, dueFrom, dueOn, endedOn, endedByName, place, note, measurements } = task;
  return { key, kind, title, dueFrom, dueOn, state: taskStateOn(task, on), endedOn, endedByName, place, note, measurements };
}

/** One earlier wording, word for word. */
export function getCarePlanRevision(context: ServiceContext, input: { readonly referralId: string; readonly revision: number }): Promise<Outcome<CarePlanRevisionRow, AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  return unitOfWork<CarePlanRevisionRow, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await loadCare(tx, context, reach, { referralId: input.referralId, version: null });
    if (!found.ok) return found;
    const { referral } = found.value;
    const wording = (await listCarePlanRevisions(tx, referral.regionCode, referral.id)).find(({ revision }) => revision === input.revision);
    if (!wording) return { ok: false, refusals: [{ code: 'not_found', facts: { what: 'care_plan' } }] };
    await audit({ action: 'care.viewed', subject: { kind: 'resident', id: referral.residentId }, facts: { referral: referral.number, revision: input.revision } });
    return accept(wording);
  });
}
