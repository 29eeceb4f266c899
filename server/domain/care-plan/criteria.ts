import type { CriterionAnswer } from './codes';

/** How sure a list is: taken from a text that was read at second hand, or put together for this program until the text is at hand. */
export type CriteriaConfidence = 'secondary' | 'assumed';

export interface Criterion {
  readonly code: string;
  readonly text: string;
}

/** What has to be so before somebody goes down, for one disease. */
export interface CriteriaList {
  readonly code: string;
  readonly name: string;
  /** Beginnings of the ICD-10 codes that it is for; empty for the list that is for every other. */
  readonly diagnoses: readonly string[];
  readonly source: string;
  readonly confidence: CriteriaConfidence;
  readonly criteria: readonly Criterion[];
}

const series = '国卫办医函〔2022〕34号《县域慢性肾脏病等慢性疾病分级诊疗技术方案》';

/** What every list begins with. */
const common: readonly Criterion[] = [
  { code: 'diagnosis_clear', text: '诊断明确' },
  { code: 'plan_doable', text: '治疗方案明确，基层医疗机构能够执行' },
  { code: 'stable', text: '病情稳定' },
  { code: 'complications_stable', text: '并发症、合并症经治疗后病情稳定' },
];

/** 下转标准 by disease. A list is data: what a text says anew is changed here, and the plans keep which list they were held against. */
export const criteriaLists: readonly CriteriaList[] = [
  {
    code: 'hypertension',
    name: '高血压',
    diagnoses: ['I10', 'I11', 'I12', 'I13', 'I15'],
    source: `${series}附件：县域高血压分级诊疗技术方案`,
    confidence: 'secondary',
    criteria: [...common, { code: 'tcm_fixed', text: '中医药治疗方案已确定（使用中医药治疗的）' }],
  },
  {
    code: 'diabetes',
    name: '糖尿病',
    diagnoses: ['E10', 'E11', 'E12', 'E13', 'E14'],
    source: `${series}附件：县域糖尿病分级诊疗技术方案`,
    confidence: 'assumed',
    criteria: [
      ...common,
      { code: 'glucose_stable', text: '血糖控制比较稳定，近期没有严重低血糖' },
      { code: 'acute_over', text: '酮症酸中毒等急性并发症已经控制' },
    ],
  },
  {
    code: 'coronary',
    name: '冠心病',
    diagnoses: ['I20', 'I21', 'I22', 'I23', 'I24', 'I25'],
    source: `${series}附件：县域冠状动脉粥样硬化性心脏病分级诊疗技术方案`,
    confidence: 'assumed',
    criteria: [
      ...common,
      { code: 'no_angina', text: '近期没有心绞痛发作，心功能稳定' },
      { code: 'secondary_prevention', text: '抗血小板、调脂等二级预防用药方案已确定' },
    ],
  },
  {
    code: 'stroke',
    name: '脑血管病',
    diagnoses: ['I60', 'I61', 'I62', 'I63', 'I64', 'I65', 'I66', 'I67', 'I68', 'I69', 'G45'],
    source: `${series}附件：县域脑血管病分级诊疗技术方案`,
    confidence: 'assumed',
    criteria: [
      ...common,
      { code: 'deficit_steady', text: '生命体征平稳，神经功能缺损不再加重' },
      { code: 'function_assessed', text: '已评定吞咽、运动、言语功能，康复方案已确定' },
    ],
  },
  {
    code: 'copd',
    name: '慢性阻塞性肺疾病',
    diagnoses: ['J43', 'J44'],
    source: `${series}附件：县域慢性阻塞性肺疾病分级诊疗技术方案`,
    confidence: 'assumed',
    criteria: [
      ...common,
      { code: 'exacerbation_over', text: '急性加重已控制，不再需要静脉用药' },
      { code: 'inhaler_fixed', text: '吸入治疗、氧疗方案已确定，患者会使用' },
    ],
  },
  { code: 'general', name: '其他疾病', diagnoses: [], source: '基层医疗机构慢病诊疗及转诊指南：基层诊疗基本条件', confidence: 'secondary', criteria: common },
];

/** The list for a diagnosis; the general one for any that has none of its own, or no code. */
export function criteriaFor(diagnosisCode: string | null): CriteriaList {
  const found = criteriaLists.find(({ diagnoses }) => diagnosisCode !== null && diagnoses.some((start) => diagnosisCode.startsWith(start)));
  return found ?? generalList;
}

export function findCriteria(code: string): CriteriaList | null {
  return criteriaLists.find((list) => list.code === code) ?? null;
}

/** The criteria of a list with an answer, in its order; those without one have null. */
export function answersOf({ criteria }: CriteriaList, answers: Readonly<Record<string, CriterionAnswer>>): { readonly criterion: Criterion; readonly answer: CriterionAnswer | null }[] {
  return criteria.map((criterion) => ({ criterion, answer: answers[criterion.code] ?? null }));
}

const generalList: CriteriaList = ofCode('general');

function ofCode(code: string): CriteriaList {
  const list = findCriteria(code);
  if (!list) throw new Error(`no criteria are called ${code}`);
  return list;
}
