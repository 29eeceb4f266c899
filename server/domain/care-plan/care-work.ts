import { addDays, type Day, dayOfInstant, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralTerms } from '@/server/domain/policy/policy-version';
import type { ReferralOrder } from '@/server/domain/referral/referral';
import type { ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import type { ReservedSlot } from '@/server/domain/referral/reserved-slot';
import type { CareTaskEnd, CareTaskKind } from './codes';
import type { CarePlan, PlannedTask } from './plan';
import type { CareWorkRefusal } from './refusals';

/** How long the team at home has, and how long the hospital's work is looked back at. */
export interface CareRules {
  /** Days after the return within which the patient is received. */
  readonly receiveDays: number;
  /** Days within which the team has seen the patient: two weeks by the public-health rule. */
  readonly followUpDays: number;
  /** Days after discharge within which another stay counts as a readmission. */
  readonly readmissionDays: number;
}

export function careRulesOf(terms: Pick<ReferralTerms, 'receiveDays' | 'followUpDays' | 'readmissionDays'>): CareRules {
  return { receiveDays: terms.receiveDays.value, followUpDays: terms.followUpDays.value, readmissionDays: terms.readmissionDays.value };
}

type Ends = Pick<ReferralOrder, 'direction' | 'fromInstitutionCode' | 'toInstitutionCode'>;

/**
 * Whose hospital writes the plan, and whose team goes on: a referral up or across comes back to whoever sent it; one that goes down
 * goes to its receiver.
 */
export function careEnds({ direction, fromInstitutionCode, toInstitutionCode }: Ends): { readonly hospitalCode: string; readonly homeCode: string } {
  return direction === 'down'
    ? { hospitalCode: fromInstitutionCode, homeCode: toInstitutionCode }
    : { hospitalCode: toInstitutionCode, homeCode: fromInstitutionCode };
}

/** Statuses in which the hospital may still write a first plan. */
const writable: Readonly<Record<'back' | 'down', ReadonlySet<ReferralStatus>>> = {
  back: new Set(['arrived', 'in_treatment', 'completed', 'returned', 'received', 'followed_up']),
  down: new Set(['draft', 'awaiting_consent', 'sent', 'info_wanted', 'waiting', 'accepted', 'arrived', 'in_treatment', 'completed']),
};

/** Statuses in which the patient is with the team at home, who can do what the plan asks. */
const workable: Readonly<Record<'back' | 'down', ReadonlySet<ReferralStatus>>> = {
  back: new Set(['received', 'followed_up', 'closed']),
  down: new Set(['arrived', 'in_treatment', 'completed', 'closed']),
};

export function mayWritePlan({ direction, status }: Pick<ReferralOrder, 'direction'> & { readonly status: ReferralStatus }): boolean {
  return writable[wayOf(direction)].has(status);
}

export function isAtHome({ direction, status }: Pick<ReferralOrder, 'direction'> & { readonly status: ReferralStatus }): boolean {
  return workable[wayOf(direction)].has(status);
}

/** What somebody finds who has opened the referral: no plan, that one was handed over, or the plan itself. */
export type PlanInSight = 'none' | 'hidden' | 'shown';

/** A draft is its writers' own; what was handed over is read by those who see patients, and known to everybody else. */
export function planInSight(plan: Pick<CarePlan, 'status'> | null, { writes, seesPatients }: { readonly writes: boolean; readonly seesPatients: boolean }): PlanInSight {
  if (plan === null) return 'none';
  if (seesPatients && (writes || plan.status === 'handed_over')) return 'shown';
  return plan.status === 'handed_over' ? 'hidden' : 'none';
}

function wayOf(direction: ReferralOrder['direction']): 'back' | 'down' {
  return direction === 'down' ? 'down' : 'back';
}

/** By when a patient who was sent back is received. */
export function receiveDueOn(returnedAt: Instant, { receiveDays }: CareRules): Day {
  return addDays(dayOfInstant(returnedAt), receiveDays);
}

/** When the team sees the patient next: the hospital's day, else within the days of the rule. */
export function followUpDueOn(followUpDay: Day | null, receivedOn: Day, { followUpDays }: CareRules): Day {
  return followUpDay ?? addDays(receivedOn, followUpDays);
}

/** One task of a plan, as it is kept. */
export interface CareTask {
  readonly referralId: string;
  readonly key: string;
  readonly kind: CareTaskKind;
  readonly title: string;
  readonly dueFrom: Day;
  readonly dueOn: Day;
  readonly endedAs: CareTaskEnd | null;
}

export const careTaskStates = ['upcoming', 'due', 'overdue', 'done', 'dropped', 'replaced'] as const;
export type CareTaskState = (typeof careTaskStates)[number];

export function taskStateOn({ dueFrom, dueOn, endedAs }: Pick<CareTask, 'dueFrom' | 'dueOn' | 'endedAs'>, today: Day): CareTaskState {
  if (endedAs !== null) return endedAs;
  if (dueOn < today) return 'overdue';
  return dueFrom <= today ? 'due' : 'upcoming';
}

/** How many days before its day a task may be done when the plan does not say. */
const usualLead = 7;

/** From when a task is on the worklist: the plan's own day, else a week before it is due. */
export function dueFromOf({ from, due }: PlannedTask): Day {
  return from ?? addDays(due, -usualLead);
}

export type TaskChange =
  | { readonly change: 'add'; readonly planned: PlannedTask }
  | { readonly change: 'move'; readonly planned: PlannedTask }
  /** No wording names it any more. */
  | { readonly change: 'replace'; readonly key: string };

/** What a new wording does to the tasks there are. What was done or called off stays as it is, whatever the plan says now. */
export function planTasks(kept: readonly CareTask[], planned: readonly PlannedTask[]): TaskChange[] {
  const before = new Map(kept.map((task) => [task.key, task]));
  const named = new Set(planned.map(({ key }) => key));
  const wanted = planned.flatMap((task): TaskChange[] => {
    const old = before.get(task.key);
    if (!old) return [{ change: 'add', planned: task }];
    return old.endedAs === null && differs(old, task) ? [{ change: 'move', planned: task }] : [];
  });
  const gone = kept.filter(({ key, endedAs }) => endedAs === null && !named.has(key));
  return [...wanted, ...gone.map(({ key }): TaskChange => ({ change: 'replace', key }))];
}

function differs({ kind, title, dueFrom, dueOn }: CareTask, planned: PlannedTask): boolean {
  return kind !== planned.kind || title !== planned.title.trim() || dueFrom !== dueFromOf(planned) || dueOn !== planned.due;
}

/** Why these tasks cannot be noted as done today. */
export function refusalsOfDoing(tasks: readonly CareTask[], today: Day): CareWorkRefusal[] {
  return tasks.flatMap(({ title, endedAs, dueFrom }): CareWorkRefusal[] => {
    if (endedAs !== null) return [{ code: 'care.task_ended', facts: { title } }];
    return today < dueFrom ? [{ code: 'care.task_too_early', facts: { title, from: dueFrom } }] : [];
  });
}

/**
 * Nights in hospital that were not needed: the booked beds of days after the discharge, which others can have; where none was booked
 * here, the days from the discharge to the day until which the hospital had meant to keep the patient.
 */
export function bedDaysFreed(
  { id, bedSlotIds }: Pick<ReferralOrder, 'id' | 'bedSlotIds'>,
  beds: readonly ReservedSlot[],
  { dischargedOn, plannedUntil }: { readonly dischargedOn: Day; readonly plannedUntil: Day | null },
): number {
  if (bedSlotIds.length === 0) return plannedUntil === null ? 0 : Math.max(0, daysBetween(dischargedOn, plannedUntil));
  return beds.filter(({ id: slotId, startsAt, state }) => {
    const kept = 'referralId' in state && state.referralId === id;
    return bedSlotIds.includes(slotId) && !kept && dayOfInstant(startsAt) >= dischargedOn;
  }).length;
}

/** The last day on which another stay is a readmission. */
export function readmissionUntil(dischargedOn: Day, { readmissionDays }: Pick<CareRules, 'readmissionDays'>): Day {
  return addDays(dischargedOn, readmissionDays);
}

/** Kinds of referral for which somebody stays in hospital; they do not come home without a plan. */
export const stayKinds = ['inpatient', 'rehabilitation'] as const satisfies readonly ReferralKind[];

export function isStay(kind: ReferralKind): boolean {
  return stayKinds.some((stay) => stay === kind);
}

/** Days after the end of a window in which a late settlement file may still tell of a readmission. */
export const lateNews = 92;
