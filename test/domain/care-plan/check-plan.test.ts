import { describe, expect, it } from 'vitest';
import { refusalsOfHandOver, refusalsOfKeeping } from '@/server/domain/care-plan/check-plan';
import { criteriaFor, criteriaLists } from '@/server/domain/care-plan/criteria';
import { type CarePlanContent, emptyContent, type PlannedDrug } from '@/server/domain/care-plan/plan';
import { planContent } from '../../factories/care-plans';

const today = '2025-03-10';
const codesOf = (content: CarePlanContent, plannedBefore: ReadonlySet<string> | null = null) =>
  refusalsOfHandOver({ content, today, followUpDays: 14, plannedBefore }).map(({ code }) => code);
const drug: PlannedDrug = { name: '二甲双胍片', form: null, dose: '0.5', unit: 'g', frequency: 'bid', route: 'oral', days: null, change: 'continued', note: null };
const withSummary = (change: Partial<CarePlanContent['summary']>) => planContent({ summary: { ...planContent().summary, ...change } });

describe('a plan as the hospital hands it over', () => {
  it('is whole', () => {
    expect(codesOf(planContent())).toEqual([]);
  });

  it('lacks everything when it is empty, and every reason is given at once', () => {
    expect(codesOf(emptyContent)).toEqual(['care.diagnosis_missing', 'care.discharge_missing', 'care.text_missing', 'care.text_missing', 'care.criteria_unanswered', 'care.first_task_late']);
  });

  it('may be kept empty as a draft, so that nothing typed is lost', () => {
    expect(refusalsOfKeeping(emptyContent)).toEqual([]);
  });

  const cases: readonly (readonly [string, CarePlanContent, string])[] = [
    ['a discharge to come', withSummary({ dischargedOn: '2025-03-11' }), 'care.discharge_in_future'],
    ['a discharge before the admission', withSummary({ admittedOn: '2025-03-10', dischargedOn: '2025-03-09' }), 'care.days_out_of_order'],
    ['a stay planned to end before it ended', withSummary({ plannedUntil: '2025-03-08' }), 'care.days_out_of_order'],
    ['a discharge of another year', withSummary({ admittedOn: null, dischargedOn: '2024-03-08' }), 'care.day_too_far'],
    ['a stay planned into another century', withSummary({ plannedUntil: '2205-03-20' }), 'care.day_too_far'],
    ['a task of another century', planContent({ tasks: planContent().tasks.flatMap((task) => [task, { ...task, key: `${task.key}-far`, due: '2205-03-20' }]) }), 'care.day_too_far'],
    ['a course of 2001 characters', withSummary({ course: '好'.repeat(2001) }), 'care.text_too_long'],
    ['a record number of 19 characters', withSummary({ recordNumber: '1'.repeat(19) }), 'care.text_too_long'],
    ['no diagnosis', planContent({ diagnoses: [{ code: null, name: ' ' }] }), 'care.diagnosis_missing'],
    ['a criterion without an answer', planContent({ criteria: { list: 'hypertension', answers: { stable: 'met' }, reason: null } }), 'care.criteria_unanswered'],
    ['something not met without a reason', planContent({ criteria: { ...planContent().criteria, answers: { ...planContent().criteria.answers, stable: 'unmet' } } }), 'care.criteria_unexplained'],
    ['a drug without a dose', planContent({ drugs: [{ ...drug, dose: '' }] }), 'care.drug_incomplete'],
    ['a dose of nothing', planContent({ drugs: [{ ...drug, dose: '0.0' }] }), 'care.drug_incomplete'],
    ['a dose that is a range', planContent({ drugs: [{ ...drug, dose: '1-2' }] }), 'care.drug_incomplete'],
    ['days that are no whole number', planContent({ drugs: [{ ...drug, days: 1.5 }] }), 'care.drug_incomplete'],
    ['the same drug the same way twice', planContent({ drugs: [drug, { ...drug, dose: '1' }] }), 'care.drug_twice'],
    ['a drug both taken and stopped', planContent({ drugs: [drug, { ...drug, change: 'stopped' }] }), 'care.drug_twice'],
    ['forty-one drugs', planContent({ drugs: Array.from({ length: 41 }, (_, index) => ({ ...drug, name: `药${index}` })) }), 'care.too_many'],
    ['a task in the past', planContent({ tasks: [...planContent().tasks, { key: 't3', kind: 'visit', title: '面访', from: null, due: '2025-03-09' }] }), 'care.task_past'],
    ['a task that ends before it begins', planContent({ tasks: [{ key: 't1', kind: 'visit', title: '面访', from: '2025-03-15', due: '2025-03-14' }] }), 'care.days_out_of_order'],
    ['two tasks of one name', planContent({ tasks: [...planContent().tasks, ...planContent().tasks] }), 'care.task_twice'],
    ['nobody seen within two weeks', planContent({ tasks: [{ key: 't1', kind: 'visit', title: '面访', from: null, due: '2025-03-25' }] }), 'care.first_task_late'],
    ['no task at all', planContent({ tasks: [] }), 'care.first_task_late'],
  ];
  it.each(cases)('is not handed over with %s', (_, content, code) => {
    expect([...new Set(codesOf(content))]).toEqual([code]);
  });

  it('goes down although something is not met, when the reason is written', () => {
    const answers = { ...planContent().criteria.answers, stable: 'unmet' } as const;
    expect(codesOf(planContent({ criteria: { list: 'hypertension', answers, reason: '患者和家属要求回家' } }))).toEqual([]);
  });

  it('names a stopped drug without a dose, and one drug taken in two ways', () => {
    expect(codesOf(planContent({ drugs: [{ ...drug, name: '阿司匹林', dose: '', unit: '', change: 'stopped' }, drug, { ...drug, frequency: 'qn' }] }))).toEqual([]);
  });

  it('may keep days that lie behind when it is revised', () => {
    const before = planContent({ tasks: [{ key: 't1', kind: 'visit', title: '面访', from: null, due: '2025-03-01' }] });
    expect(codesOf(before, new Set(['t1']))).toEqual([]);
  });
});

describe('criteria for going down', () => {
  it.each([
    ['I10.x00', 'hypertension'],
    ['E11.900', 'diabetes'],
    ['I25.103', 'coronary'],
    ['I63.900', 'stroke'],
    ['J44.100', 'copd'],
    ['S72.000', 'general'],
    [null, 'general'],
  ])('of %s are those of %s', (code, list) => {
    expect(criteriaFor(code).code).toBe(list);
  });

  it('name each criterion once in its list, with the list’s source', () => {
    for (const { criteria, source } of criteriaLists) {
      expect(new Set(criteria.map(({ code }) => code)).size).toBe(criteria.length);
      expect(source).not.toBe('');
    }
  });
});
