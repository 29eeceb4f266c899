import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { lengthOf } from '@/server/domain/referral/texts';
import { answersOf, criteriaFor, findCriteria } from './criteria';
import type { CarePlanContent, PlannedDrug, PlannedTask } from './plan';
import type { CarePlanField, CarePlanList, CarePlanRefusal } from './refusals';

/** How long each part may be: the lengths of WS 445.16 where it has the element, else what a page of paper holds. */
export const carePlanLimits: Readonly<Record<CarePlanField, number>> = {
  ...{ recordNumber: 18, course: 2000, state: 500, results: 2000, operation: 80, diagnosis: 50, diagnosisCode: 20 },
  ...{ criteriaReason: 200, goals: 500, measures: 2000, lifestyle: 1000, warnings: 500 },
  ...{ taskTitle: 100, drugName: 50, drugForm: 20, drugUnit: 10, drugNote: 100, revisionReason: 100 },
};

export const carePlanCounts: Readonly<Record<CarePlanList, number>> = { diagnoses: 20, operations: 20, drugs: 40, tasks: 40 };

/** A dose is a decimal above nothing, of at most five digits and four decimals. */
const dosePattern = /^(?!0+(\.0+)?$)\d{1,5}(\.\d{1,4})?$/;
const longestCourse = 366;
/** Days beyond which a date is a slip of the pen: a discharge so long ago, a bed or a task planned so far ahead. */
const farthest = { discharge: 366, planned: 366, task: 731 } as const;

/** Why the content cannot even be kept: what is too long or too much. A draft may lack anything. */
export function refusalsOfKeeping(content: CarePlanContent): CarePlanRefusal[] {
  const long = textsOf(content).flatMap(([field, text]) => refusalsOfText(field, text));
  const { diagnoses, summary, drugs, tasks } = content;
  const counted: readonly (readonly [CarePlanList, number])[] = [['diagnoses', diagnoses.length], ['operations', summary.operations.length], ['drugs', drugs.length], ['tasks', tasks.length]];
  const many = counted.flatMap(([list, count]): CarePlanRefusal[] => {
    const limit = carePlanCounts[list];
    return count > limit ? [{ code: 'care.too_many', facts: { list, count, limit } }] : [];
  });
  const twice = repeated(tasks.map(({ key }) => key)).map((key): CarePlanRefusal => ({ code: 'care.task_twice', facts: { key } }));
  return [...long, ...many, ...twice];
}

export function refusalsOfText(field: CarePlanField, text: string): CarePlanRefusal[] {
  const [length, limit] = [lengthOf(text), carePlanLimits[field]];
  return length > limit ? [{ code: 'care.text_too_long', facts: { field, length, limit } }] : [];
}

export interface HandOverFacts {
  readonly content: CarePlanContent;
  readonly today: Day;
  /** Days within which the team sees the patient after the hand-over. */
  readonly followUpDays: number;
  /** What was planned by an earlier wording: its days may lie behind. Null when this is the first one. */
  readonly plannedBefore: ReadonlySet<string> | null;
}

/** Everything that keeps a plan from being handed over, in the order of the form. */
export function refusalsOfHandOver(facts: HandOverFacts): CarePlanRefusal[] {
  const { content } = facts;
  return [...refusalsOfKeeping(content), ...refusalsOfSummary(facts), ...refusalsOfCriteria(content), ...refusalsOfDrugs(content.drugs), ...refusalsOfTasks(facts)];
}

function refusalsOfSummary({ content, today }: HandOverFacts): CarePlanRefusal[] {
  const { diagnoses, summary } = content;
  const { admittedOn, dischargedOn, plannedUntil, course, state } = summary;
  const refusals: CarePlanRefusal[] = [];
  if (!diagnoses.some(({ name }) => name.trim() !== '')) refusals.push({ code: 'care.diagnosis_missing', facts: {} });
  if (dischargedOn === null) refusals.push({ code: 'care.discharge_missing', facts: {} });
  if (dischargedOn !== null && dischargedOn > today) refusals.push({ code: 'care.discharge_in_future', facts: { dischargedOn, today } });
  if (admittedOn !== null && dischargedOn !== null && dischargedOn < admittedOn) {
    refusals.push({ code: 'care.days_out_of_order', facts: { first: admittedOn, second: dischargedOn, what: 'stay' } });
  }
  if (dischargedOn !== null && plannedUntil !== null && plannedUntil < dischargedOn) {
    refusals.push({ code: 'care.days_out_of_order', facts: { first: dischargedOn, second: plannedUntil, what: 'planned' } });
  }
  const [oldest, newest] = [addDays(today, -farthest.discharge), addDays(today, farthest.planned)];
  if (dischargedOn !== null && dischargedOn < oldest) refusals.push({ code: 'care.day_too_far', facts: { what: 'discharge', day: dischargedOn, bound: oldest } });
  if (plannedUntil !== null && plannedUntil > newest) refusals.push({ code: 'care.day_too_far', facts: { what: 'planned', day: plannedUntil, bound: newest } });
  if (course.trim() === '') refusals.push({ code: 'care.text_missing', facts: { field: 'course' } });
  if (state.trim() === '') refusals.push({ code: 'care.text_missing', facts: { field: 'state' } });
  return refusals;
}

/** Every criterion has an answer; what is not met needs a reason. The patient's wish is one: nobody is kept in hospital by a list. */
function refusalsOfCriteria({ criteria, diagnoses }: CarePlanContent): CarePlanRefusal[] {
  const list = findCriteria(criteria.list) ?? criteriaFor(diagnoses[0]?.code ?? null);
  const answers = answersOf(list, criteria.answers);
  const open = answers.filter(({ answer }) => answer === null).map(({ criterion }) => criterion.text);
  const unmet = answers.filter(({ answer }) => answer === 'unmet').map(({ criterion }) => criterion.text);
  const explained = (criteria.reason ?? '').trim() !== '';
  return [
    ...(open.length > 0 ? [{ code: 'care.criteria_unanswered', facts: { criteria: open } } as const] : []),
    ...(unmet.length > 0 && !explained ? [{ code: 'care.criteria_unexplained', facts: { criteria: unmet } } as const] : []),
  ];
}

/** A drug that is stopped is named and no more; every other is what somebody can take. */
function refusalsOfDrugs(drugs: readonly PlannedDrug[]): CarePlanRefusal[] {
  const lacking = drugs.flatMap(({ name, dose, unit, days, change }, index): CarePlanRefusal[] => {
    const missing: ('name' | 'dose' | 'unit' | 'days')[] = [];
    if (name.trim() === '') missing.push('name');
    if (change !== 'stopped') {
      if (!dosePattern.test(dose.trim())) missing.push('dose');
      if (unit.trim() === '') missing.push('unit');
      if (days !== null && (!Number.isInteger(days) || days < 1 || days > longestCourse)) missing.push('days');
    }
    return missing.map((what) => ({ code: 'care.drug_incomplete', facts: { name: name.trim(), number: index + 1, what } }));
  });
  // The same drug may be taken in two ways, such as by day and by night, but not be continued and stopped at once.
  const written = drugs.filter(({ name }) => name.trim() !== '').map(({ name, route, frequency, change }) => [name.trim(), ...(change === 'stopped' ? [] : [route, frequency])].join('\u0000'));
  const stopped = new Set(drugs.filter(({ change }) => change === 'stopped').map(({ name }) => name.trim()));
  const contradicted = drugs.filter(({ name, change }) => change !== 'stopped' && stopped.has(name.trim())).map(({ name }) => name.trim());
  const names = new Set([...repeated(written).map((key) => key.split('\u0000')[0] ?? ''), ...contradicted]);
  return [...lacking, ...[...names].map((name): CarePlanRefusal => ({ code: 'care.drug_twice', facts: { name } }))];
}

function refusalsOfTasks({ content: { tasks }, today, followUpDays, plannedBefore }: HandOverFacts): CarePlanRefusal[] {
  const farthestDue = addDays(today, farthest.task);
  const each = tasks.flatMap(({ key, title, from, due }): CarePlanRefusal[] => [
    ...(title.trim() === '' ? [{ code: 'care.text_missing', facts: { field: 'taskTitle' } } as const] : []),
    ...(from !== null && due < from ? [{ code: 'care.days_out_of_order', facts: { first: from, second: due, what: 'task' } } as const] : []),
    ...(due < today && plannedBefore?.has(key) !== true ? [{ code: 'care.task_past', facts: { title: title.trim(), due } } as const] : []),
    ...(due > farthestDue ? [{ code: 'care.day_too_far', facts: { what: 'task', day: due, bound: farthestDue } } as const] : []),
  ]);
  const [first, latest] = [firstDue(tasks), addDays(today, followUpDays)];
  const late = plannedBefore === null && (first === null || first > latest);
  return [...each, ...(late ? [{ code: 'care.first_task_late', facts: { latest, first, withinDays: followUpDays } } as const] : [])];
}

/** When the team at home sees the patient first; null without a task. */
export function firstDue(tasks: readonly PlannedTask[]): Day | null {
  return tasks.reduce<Day | null>((first, { due }) => (first === null || due < first ? due : first), null);
}

function textsOf({ summary, diagnoses, criteria, drugs, goals, measures, lifestyle, warnings, tasks }: CarePlanContent): (readonly [CarePlanField, string])[] {
  return [
    ['recordNumber', summary.recordNumber ?? ''],
    ['course', summary.course],
    ['state', summary.state],
    ['results', summary.results ?? ''],
    ...summary.operations.map(({ name }) => ['operation', name] as const),
    ...diagnoses.flatMap(({ name, code }) => [['diagnosis', name], ['diagnosisCode', code ?? '']] as const),
    ['criteriaReason', criteria.reason ?? ''],
    ...drugs.flatMap(({ name, form, unit, note }) => [['drugName', name], ['drugForm', form ?? ''], ['drugUnit', unit], ['drugNote', note ?? '']] as const),
    ['goals', goals ?? ''],
    ['measures', measures ?? ''],
    ['lifestyle', lifestyle ?? ''],
    ['warnings', warnings ?? ''],
    ...tasks.map(({ title }) => ['taskTitle', title] as const),
  ];
}

function repeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}
