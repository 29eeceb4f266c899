import { type CareTaskRow, endCareTask } from '@/db/queries/care-plan';
import { isAtHome, refusalsOfDoing } from '@/server/domain/care-plan/care-work';
import { refusalsOfMeasurements } from '@/server/domain/fulfilment/record-service';
import { type Measurements, measured, type ServicePlace } from '@/server/domain/fulfilment/service';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { followUpReferral as decide } from '@/server/domain/referral/close-referral';
import type { ReferralStepRefusal } from '@/server/domain/referral/refusals';
import type { ReferralDecision } from '@/server/domain/referral/reserved-slot';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type LoadedCare, isHome, loadCare } from '../care-plan/load-care';
import { nameOfActor, type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, saveChange } from './change-referral';
import { refusalsOfNote } from './receive-referral';

export type FollowUpInput = ReferralHandle & {
  readonly place: ServicePlace;
  /** What was found and advised, at most 500 characters; may be empty when tasks with values say it. */
  readonly note: string;
  readonly measurements: Measurements;
  /** The plan's tasks that this was. */
  readonly taskKeys: readonly string[];
};

/**
 * 随访: the team at home has seen the patient. One record does for the referral's follow-up and for as many of the plan's tasks as it
 * was. For a patient who came down by a referral of their own the tasks are what there is to note; the referral goes its own way.
 */
export function followUpReferral(context: ServiceContext, input: FollowUpInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:receive');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const found = await loadCare(unit.tx, context, reach, input);
    if (!found.ok) return found;
    const care = found.value;
    const chosen = care.tasks.filter(({ key }) => input.taskKeys.includes(key));
    if (chosen.length !== new Set(input.taskKeys).size) return refuse({ code: 'not_found', facts: { what: 'care_task' } });
    const text = noteOf(input, chosen);
    const step = care.referral.direction === 'down' ? null : decide({ ...care.loaded.facts, note: text });
    const refusals = [...refusalsOfStep(context, care, step, chosen), ...(step === null ? refusalsOfNote(input.note) : []), ...refusalsOfDoing(chosen, today(context)), ...refusalsOfMeasurements(input.measurements)];
    const checked = unlessRefused<null, AnyRefusal>(refusals, () => null);
    if (!checked.ok) return checked;
    if (step !== null && !step.ok) return step;
    for (const task of chosen) {
      if (!(await endTask(context, unit, care, task, input))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_task' } });
    }
    if (step === null) return noteTasks(unit, care, chosen);
    return saveChange(context, unit, care.loaded, step.value, { name: 'followed_up', facts: { note: text, place: input.place, tasks: chosen.length, ...valuesOf(input.measurements) } });
  });
}

type Step = Outcome<ReferralDecision<Referral>, ReferralStepRefusal>;

/** Of a step the table tells; tasks of a down-referral need a patient who has come, and somebody of the team. */
function refusalsOfStep(context: ServiceContext, { referral, home, plan }: LoadedCare, step: Step | null, chosen: readonly CareTaskRow[]): AnyRefusal[] {
  if (step !== null) return step.ok ? [] : [...step.refusals];
  const refusals: AnyRefusal[] = isHome(referral, context.actor) ? [] : [{ code: 'care.not_home', facts: { homeName: home.name } }];
  if (plan?.status !== 'handed_over') refusals.push({ code: 'care.plan_not_handed_over', facts: {} });
  if (!isAtHome(referral)) refusals.push({ code: 'care.not_back_yet', facts: { status: referral.status } });
  if (chosen.length === 0) refusals.push({ code: 'care.nothing_done', facts: {} });
  return refusals;
}

async function endTask(context: ServiceContext, { tx }: UnitOfWork, { referral }: LoadedCare, { key }: CareTaskRow, { place, note, measurements }: FollowUpInput): Promise<boolean> {
  const ending = { endedAs: 'done', endedOn: today(context), endedAt: context.now(), endedByName: nameOfActor(context.actor), place, note: note.trim() === '' ? null : note.trim(), measurements } as const;
  return endCareTask(tx, referral.regionCode, referral.id, key, ending);
}

async function noteTasks({ audit }: UnitOfWork, { referral, loaded }: LoadedCare, chosen: readonly CareTaskRow[]): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { id, number, status } = referral;
  await audit({ action: 'care.task_done', subject: { kind: 'referral', id }, facts: { number, tasks: chosen.map(({ title }) => title) } });
  return accept({ id, number, status, version: loaded.kept.version });
}

/** What the timeline says: the note, or else which tasks were done. */
function noteOf({ note }: FollowUpInput, chosen: readonly CareTaskRow[]): string {
  const written = note.trim();
  return written === '' ? chosen.map(({ title }) => title).join('、').slice(0, longestTitles) : written;
}

const longestTitles = 300;

function valuesOf(found: Measurements): Record<string, number> {
  return Object.fromEntries(measured.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])));
}
