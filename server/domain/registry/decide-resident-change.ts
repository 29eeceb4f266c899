import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, type Refusal, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { KeyGroup } from './codes';
import { type CoverageTimeline, sameCoverage } from './coverage';
import { isByAge } from './key-groups-on';
import type { RegistryRefusal } from './refusals';
import type { ResidentChangeRefusal } from './resident-change-refusals';
import type { Coverage } from './resident';
import { type Step, type Timeline, valueOn, withStep, withoutStep } from './timeline';

/** How many days ahead a change may be recorded: beyond that a year was mistyped. */
const furthestDays = 366;
const shortestReason = 4;

type Refused = RegistryRefusal | ResidentChangeRefusal;

export interface Lifetime {
  readonly birthDay: Day;
  readonly deathDay: Day | null;
}

export interface Absent {
  readonly from: Day;
  readonly to: Day | null;
}

/** Why a change of this person cannot begin on a day. */
export function refusalsOfDay(day: Day, { birthDay, deathDay }: Lifetime, today: Day): ResidentChangeRefusal[] {
  const latest = addDays(today, furthestDays);
  const refusals: ResidentChangeRefusal[] = [];
  if (day < birthDay) refusals.push({ code: 'resident.day_before_birth', facts: { day, birthDay } });
  if (deathDay !== null && day > deathDay) refusals.push({ code: 'resident.day_after_death', facts: { day, deathDay } });
  if (day > latest) refusals.push({ code: 'resident.day_too_far', facts: { day, latest } });
  return refusals;
}

/** A reason as it is kept; one that says nothing is refused. */
export function refusalsOfReason(reason: string): RegistryRefusal[] {
  return [...reason.trim()].length < shortestReason ? [{ code: 'registry.reason_too_short', facts: { least: shortestReason } }] : [];
}

/** A decision that also needs a reason; whatever speaks against it and against the reason is told at once. */
export function withReason<Value, R extends Refusal>(decided: Outcome<Value, R>, reason: string): Outcome<Value, R | RegistryRefusal> {
  const unreasoned = refusalsOfReason(reason);
  if (!decided.ok) return refuse<R | RegistryRefusal>(...decided.refusals, ...unreasoned);
  return unlessRefused<Value, R | RegistryRefusal>(unreasoned, () => decided.value);
}

export interface CoverageChange {
  readonly timeline: CoverageTimeline;
  /** Null: no longer insured in the region. */
  readonly step: Step<Coverage | null>;
  readonly person: Lifetime;
  readonly today: Day;
}

/** A resident's coverage with one more step. The same day again puts the step of that day right. */
export function changeCoverage({ timeline, step, person, today }: CoverageChange): Outcome<CoverageTimeline, Refused> {
  const refusals: Refused[] = refusalsOfDay(step.from, person, today);
  if (step.value?.retired && step.value.insutype !== '310') {
    refusals.push({ code: 'registry.retired_needs_employee_insurance', facts: { insutype: step.value.insutype } });
  }
  if (timeline.length > 0 && sameCoverage(valueOn(timeline, step.from), step.value)) refusals.push({ code: 'resident.nothing_changed', facts: {} });
  return unlessRefused(refusals, () => withStep(timeline, step));
}

/** Coverage without the step of a day, which was a mistake. The first one stays: before it nothing would be known. */
export function withdrawCoverage(timeline: CoverageTimeline, from: Day): Outcome<CoverageTimeline, ResidentChangeRefusal> {
  const at = timeline.findIndex((step) => step.from === from);
  return unlessRefused<CoverageTimeline, ResidentChangeRefusal>(at > 0 ? [] : [{ code: 'resident.no_such_step', facts: { from } }], () => withoutStep(timeline, from));
}

export interface GroupChange {
  readonly keyGroup: KeyGroup;
  readonly timeline: Timeline<boolean>;
  readonly step: Step<boolean>;
  readonly person: Lifetime;
  readonly today: Day;
}

/** Membership of one key group with one more step: in from a day, or out from a day. */
export function changeKeyGroup({ keyGroup, timeline, step, person, today }: GroupChange): Outcome<Timeline<boolean>, ResidentChangeRefusal> {
  const refusals: ResidentChangeRefusal[] = isByAge(keyGroup) ? [{ code: 'resident.group_by_age', facts: { keyGroup } }] : [];
  refusals.push(...refusalsOfDay(step.from, person, today));
  if ((valueOn(timeline, step.from) ?? false) === step.value) refusals.push({ code: 'resident.nothing_changed', facts: {} });
  return unlessRefused(refusals, () => withStep(timeline, step));
}

/** Whether a death may be recorded. A second one is first withdrawn. */
export function recordDeath(deathDay: Day, person: Lifetime, today: Day): Outcome<Day, Refused> {
  const refusals: Refused[] = [];
  if (person.deathDay !== null) refusals.push({ code: 'resident.already_dead', facts: { deathDay: person.deathDay } });
  if (deathDay < person.birthDay) refusals.push({ code: 'registry.death_before_birth', facts: { birthDay: person.birthDay, deathDay } });
  if (deathDay > today) refusals.push({ code: 'registry.death_in_future', facts: { deathDay, today } });
  return unlessRefused(refusals, () => deathDay);
}

/** Absences with one more, whose end is not known. */
export function moveAway(away: readonly Absent[], from: Day, person: Lifetime, today: Day): Outcome<readonly Absent[], ResidentChangeRefusal> {
  const refusals = refusalsOfDay(from, person, today);
  const open = away.find(({ to }) => to === null);
  if (open) refusals.push({ code: 'resident.already_away', facts: { from: open.from } });
  const past = away.find(({ to }) => to !== null && from <= to);
  if (past?.to) refusals.push({ code: 'resident.away_that_day', facts: { from: past.from, to: past.to } });
  return unlessRefused(refusals, () => [...away, { from, to: null }]);
}

/** Absences after somebody came back; who came back on the day they left was never away. */
export function comeBack(away: readonly Absent[], on: Day, person: Lifetime, today: Day): Outcome<readonly Absent[], ResidentChangeRefusal> {
  const open = away.find(({ to }) => to === null);
  const refusals = refusalsOfDay(on, person, today);
  if (!open) refusals.push({ code: 'resident.not_away', facts: {} });
  else if (on < open.from) refusals.push({ code: 'resident.back_before_leaving', facts: { from: open.from } });
  return unlessRefused(refusals, () => {
    const others = away.filter((each) => each !== open);
    return open === undefined || on === open.from ? others : [...others, { from: open.from, to: addDays(on, -1) }];
  });
}
