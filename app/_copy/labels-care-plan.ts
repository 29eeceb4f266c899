import type { CarePlanKind, CarePlanStatus, CareTaskKind, CriterionAnswer, DrugChange, DrugFrequency, DrugRoute, ReadmissionSource } from '@/server/domain/care-plan/codes';
import type { CareTaskState } from '@/server/domain/care-plan/care-work';
import type { CarePlanField, CarePlanList } from '@/server/domain/care-plan/refusals';

/* Names of what a care plan is made of; `refusals/care-plan.ts` says them too. */

export const carePlanFields: Readonly<Record<CarePlanField, string>> = {
  recordNumber: '病案号',
  course: '诊疗经过',
  state: '出院时情况',
  results: '主要检查结果',
  operation: '手术名称',
  diagnosis: '诊断名称',
  diagnosisCode: '诊断编码',
  criteriaReason: '不符合标准的说明',
  goals: '控制目标',
  measures: '康复和管理措施',
  lifestyle: '生活指导',
  warnings: '立即就医的情形',
  taskTitle: '任务内容',
  drugName: '药名',
  drugForm: '剂型',
  drugUnit: '剂量单位',
  drugNote: '用药说明',
  revisionReason: '修改原因',
};

export const carePlanLists: Readonly<Record<CarePlanList, string>> = { diagnoses: '诊断', operations: '手术', drugs: '用药', tasks: '任务' };

export const carePlanKinds: Readonly<Record<CarePlanKind, string>> = {
  chronic: '慢性病管理',
  rehabilitation: '康复',
  postoperative: '术后恢复',
  post_acute: '急性期后恢复',
  palliative: '安宁疗护',
};

export const carePlanStatuses: Readonly<Record<CarePlanStatus, string>> = { draft: '草稿，基层还看不到', handed_over: '已交给基层' };

export const careTaskKinds: Readonly<Record<CareTaskKind, string>> = {
  visit: '面访或上门',
  blood_pressure: '测血压',
  glucose: '测血糖',
  rehabilitation: '康复训练',
  medication_review: '核对用药',
  wound_care: '换药、伤口护理',
  laboratory: '化验检查',
  other: '其他',
};

export const careTaskStates: Readonly<Record<CareTaskState, string>> = { upcoming: '未到时间', due: '可以办理', overdue: '已逾期', done: '已完成', dropped: '已取消', replaced: '医院已改计划' };

export const drugChanges: Readonly<Record<DrugChange, string>> = { continued: '继续用', new: '新加', adjusted: '已调整', stopped: '停用' };

export const drugFrequencies: Readonly<Record<DrugFrequency, string>> = {
  qd: '每日1次',
  bid: '每日2次',
  tid: '每日3次',
  qid: '每日4次',
  qn: '每晚1次',
  qod: '隔日1次',
  qw: '每周1次',
  q8h: '每8小时1次',
  q12h: '每12小时1次',
  prn: '必要时',
  st: '立即用1次',
};

export const drugRoutes: Readonly<Record<DrugRoute, string>> = {
  oral: '口服',
  sublingual: '舌下含服',
  inhaled: '吸入',
  subcutaneous: '皮下注射',
  intramuscular: '肌内注射',
  intravenous: '静脉给药',
  topical: '外用',
  rectal: '直肠给药',
  eye: '滴眼',
  other: '其他途径',
};

export const criterionAnswers: Readonly<Record<CriterionAnswer, string>> = { met: '符合', unmet: '不符合', not_applicable: '不适用' };

export const readmissionSources: Readonly<Record<ReadmissionSource, string>> = { visit: '住院结算记录', referral: '再次转诊住院' };
