import { type CarePlanContent, emptyContent } from '@/server/domain/care-plan/plan';
import { criteriaFor } from '@/server/domain/care-plan/criteria';
import { districtNow } from './district';
import { addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';

const today = dayOfInstant(districtNow);

/** A whole plan for somebody with hypertension who leaves hospital on the district's day: seen in a week, and again in a month. */
export function planContent(change: Partial<CarePlanContent> = {}, dischargedOn = today): CarePlanContent {
  const list = criteriaFor('I10.x00');
  return {
    ...emptyContent,
    kind: 'chronic',
    summary: { ...emptyContent.summary, recordNumber: 'ZY2025030001', admittedOn: addDays(dischargedOn, -6), dischargedOn, course: '予降压、改善循环治疗，血压平稳。', state: '无头晕，血压 132/84 mmHg。' },
    diagnoses: [{ code: 'I10.x00', name: '原发性高血压' }],
    criteria: { list: list.code, answers: Object.fromEntries(list.criteria.map(({ code }) => [code, code === 'tcm_fixed' ? 'not_applicable' : 'met'] as const)), reason: null },
    drugs: [{ name: '氨氯地平片', form: '片剂', dose: '5', unit: 'mg', frequency: 'qd', route: 'oral', days: 28, change: 'adjusted', note: null }],
    goals: '血压低于 140/90 mmHg',
    warnings: '血压超过 180/110 mmHg，或剧烈头痛、肢体无力时立即就医。',
    tasks: [
      { key: 't1', kind: 'blood_pressure', title: '测血压，核对用药', from: dischargedOn, due: addDays(dischargedOn, 7) },
      { key: 't2', kind: 'visit', title: '面访，评估血压控制', from: null, due: addDays(dischargedOn, 30) },
    ],
    ...change,
  };
}
