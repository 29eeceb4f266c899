export interface Department {
  readonly code: string;
  readonly name: string;
}

/** Departments a referral can be addressed to without a published session; a hospital's sessions may name others. */
export const departments: readonly Department[] = [
  { code: 'general', name: '全科医学科' },
  { code: 'cardiology', name: '心血管内科' },
  { code: 'endocrinology', name: '内分泌科' },
  { code: 'neurology', name: '神经内科' },
  { code: 'respiratory', name: '呼吸内科' },
  { code: 'gastroenterology', name: '消化内科' },
  { code: 'nephrology', name: '肾内科' },
  { code: 'haematology', name: '血液内科' },
  { code: 'rheumatology', name: '风湿免疫科' },
  { code: 'oncology', name: '肿瘤科' },
  { code: 'general_surgery', name: '普通外科' },
  { code: 'orthopedics', name: '骨科' },
  { code: 'urology', name: '泌尿外科' },
  { code: 'obstetrics_gynaecology', name: '妇产科' },
  { code: 'paediatrics', name: '儿科' },
  { code: 'ophthalmology', name: '眼科' },
  { code: 'ent', name: '耳鼻咽喉科' },
  { code: 'dermatology', name: '皮肤科' },
  { code: 'psychiatry', name: '精神科' },
  { code: 'infectious', name: '感染科' },
  { code: 'rehabilitation', name: '康复医学科' },
  { code: 'emergency', name: '急诊科' },
  { code: 'imaging', name: '医学影像科' },
  { code: 'ultrasound', name: '超声医学科' },
  { code: 'endoscopy', name: '内镜中心' },
  { code: 'function_tests', name: '功能检查科' },
];

export function findDepartment(code: string): Department | null {
  return departments.find((department) => department.code === code) ?? null;
}
