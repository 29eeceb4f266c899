import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Confidence } from '@/server/domain/policy/cited';
import type { ReferralPriority } from './codes';

/** What was measured before referring; whole numbers, so that they are stored and compared exactly. Left out: not measured. */
export interface Measurements {
  /** mmHg. */
  readonly systolic?: number;
  /** mmHg. */
  readonly diastolic?: number;
  /** Blood glucose in tenths of mmol/L: 167 is 16.7. */
  readonly glucoseTenths?: number;
  /** Beats a minute. */
  readonly heartRate?: number;
  /** Breaths a minute. */
  readonly breathRate?: number;
  /** Percent. */
  readonly oxygenPercent?: number;
  /** Tenths of a degree Celsius. */
  readonly temperatureTenths?: number;
  /** Glasgow coma scale. */
  readonly comaScore?: number;
}

export const measures = ['systolic', 'diastolic', 'glucoseTenths', 'heartRate', 'breathRate', 'oxygenPercent', 'temperatureTenths', 'comaScore'] as const satisfies readonly (keyof Measurements)[];
export type Measure = (typeof measures)[number];

/** What a living person can show; beyond it somebody mistyped. */
export const measureRanges: Readonly<Record<Measure, { readonly least: number; readonly most: number }>> = {
  systolic: { least: 40, most: 320 },
  diastolic: { least: 20, most: 220 },
  glucoseTenths: { least: 5, most: 800 },
  heartRate: { least: 15, most: 300 },
  breathRate: { least: 3, most: 80 },
  oxygenPercent: { least: 30, most: 100 },
  temperatureTenths: { least: 250, most: 440 },
  comaScore: { least: 3, most: 15 },
};

/** What is seen or told; ticked by whoever refers. */
export const symptoms = [
  'unconscious',
  'severe_headache',
  'vomiting',
  'speech_or_paralysis',
  'chest_pain',
  'chest_or_back_pain',
  'oedema',
  'breathless_lying',
  'sudden_sight_loss',
  'acetone_breath',
  'pregnant_or_nursing',
] as const;
export type Symptom = (typeof symptoms)[number];

/** What a referral's urgency is judged by. */
export interface Assessment {
  readonly measurements: Measurements;
  readonly symptoms: readonly Symptom[];
}

export const nothingAssessed: Assessment = { measurements: {}, symptoms: [] };

/** A threshold of one measure; `atLeast` and `below` are in the measure's own unit. */
export interface Threshold {
  readonly measure: Measure;
  readonly atLeast?: number;
  readonly below?: number;
}

export interface DangerSign {
  readonly code: DangerSignCode;
  /** What it makes of the referral, unless the doctor knows better. */
  readonly priority: Exclude<ReferralPriority, 'routine'>;
  /** One of these is reached; empty: nothing has to be measured. */
  readonly anyMeasured: readonly Threshold[];
  /** One of these is there; empty: none is asked for. */
  readonly anySymptom: readonly Symptom[];
  readonly source: DangerSource;
}

/** Where a sign is laid down, and how sure that is. */
export interface DangerSource {
  readonly document: string;
  readonly clause: string;
  readonly confidence: Confidence;
}

const hypertensionPlan = (clause: string): DangerSource => ({ document: '国卫办医函〔2022〕34号 县域高血压分级诊疗技术方案', clause, confidence: 'official' });
const publicHealth = (clause: string): DangerSource => ({ document: '国家基本公共卫生服务规范（第三版）', clause, confidence: 'secondary' });
const hospitalPractice: DangerSource = { document: '医院急诊分级的通行标准', clause: '生命体征', confidence: 'assumed' };

const dangerousPressure: readonly Threshold[] = [
  { measure: 'systolic', atLeast: 180 },
  { measure: 'diastolic', atLeast: 110 },
];
const highPressure: readonly Threshold[] = [
  { measure: 'systolic', atLeast: 140 },
  { measure: 'diastolic', atLeast: 90 },
];

export const dangerSignCodes = [
  'unconscious',
  'hypertensive_crisis',
  'pressure_with_pain',
  'pressure_with_heart_failure',
  'suspected_acs',
  'suspected_stroke',
  'ketoacidosis',
  'oxygen_low',
  'breathing_fast',
  'coma_score_low',
  'pressure_danger',
  'glucose_high',
  'glucose_low',
  'pressure_in_pregnancy',
  'sudden_sight_loss',
] as const;
export type DangerSignCode = (typeof dangerSignCodes)[number];

/** The signs that make a referral urgent, the gravest first. A region's plan that says more is added as data here, with its clause. */
export const dangerSigns: readonly DangerSign[] = [
  { code: 'unconscious', priority: 'emergency', anyMeasured: [], anySymptom: ['unconscious'], source: hypertensionPlan('急救车转诊标准（1）意识丧失或模糊') },
  { code: 'hypertensive_crisis', priority: 'emergency', anyMeasured: dangerousPressure, anySymptom: ['severe_headache', 'vomiting', 'speech_or_paralysis'], source: hypertensionPlan('急救车转诊标准（2）血压≥180/110mmHg 伴剧烈头痛、呕吐，或突发言语障碍、瘫痪') },
  { code: 'pressure_with_pain', priority: 'emergency', anyMeasured: dangerousPressure, anySymptom: ['chest_or_back_pain'], source: hypertensionPlan('急救车转诊标准（3）血压显著升高伴持续性胸背部剧烈疼痛') },
  { code: 'pressure_with_heart_failure', priority: 'emergency', anyMeasured: highPressure, anySymptom: ['oedema', 'breathless_lying'], source: hypertensionPlan('急救车转诊标准（4）血压升高伴水肿、呼吸困难或不能平卧') },
  { code: 'suspected_acs', priority: 'emergency', anyMeasured: [], anySymptom: ['chest_pain'], source: hypertensionPlan('急救车转诊标准（5）疑似急性冠脉综合征，转往就近能开展介入治疗的医院') },
  { code: 'suspected_stroke', priority: 'emergency', anyMeasured: [], anySymptom: ['speech_or_paralysis'], source: hypertensionPlan('急救车转诊标准（2）突发言语障碍或肢体瘫痪') },
  { code: 'ketoacidosis', priority: 'emergency', anyMeasured: [], anySymptom: ['acetone_breath'], source: publicHealth('2型糖尿病患者健康管理：危急情况') },
  { code: 'oxygen_low', priority: 'emergency', anyMeasured: [{ measure: 'oxygenPercent', below: 90 }], anySymptom: [], source: hospitalPractice },
  { code: 'breathing_fast', priority: 'emergency', anyMeasured: [{ measure: 'breathRate', atLeast: 31 }], anySymptom: [], source: hospitalPractice },
  { code: 'coma_score_low', priority: 'emergency', anyMeasured: [{ measure: 'comaScore', below: 13 }], anySymptom: [], source: hospitalPractice },
  { code: 'pressure_danger', priority: 'urgent', anyMeasured: dangerousPressure, anySymptom: [], source: publicHealth('高血压患者健康管理：收缩压≥180mmHg 和（或）舒张压≥110mmHg，紧急转诊，2 周内随访') },
  { code: 'glucose_high', priority: 'urgent', anyMeasured: [{ measure: 'glucoseTenths', atLeast: 167 }], anySymptom: [], source: publicHealth('2型糖尿病患者健康管理：血糖≥16.7mmol/L，紧急转诊，2 周内随访') },
  { code: 'glucose_low', priority: 'urgent', anyMeasured: [{ measure: 'glucoseTenths', below: 39 }], anySymptom: [], source: publicHealth('2型糖尿病患者健康管理：血糖＜3.9mmol/L，紧急转诊，2 周内随访') },
  { code: 'pressure_in_pregnancy', priority: 'urgent', anyMeasured: highPressure, anySymptom: ['pregnant_or_nursing'], source: publicHealth('高血压患者健康管理：妊娠期或哺乳期血压高于正常') },
  { code: 'sudden_sight_loss', priority: 'urgent', anyMeasured: [], anySymptom: ['sudden_sight_loss'], source: publicHealth('慢性病患者健康管理：视力骤降') },
];

/** A sign that was found, and by what. */
export interface FoundSign {
  readonly sign: DangerSign;
  readonly reached: readonly (Threshold & { readonly value: number })[];
  readonly symptoms: readonly Symptom[];
}

/** The danger signs in what was measured and seen, the gravest first. */
export function findSigns({ measurements, symptoms: seen }: Assessment): FoundSign[] {
  return dangerSigns.flatMap((sign) => {
    const reached = sign.anyMeasured.flatMap((threshold) => {
      const value = measurements[threshold.measure];
      return value !== undefined && isReached(threshold, value) ? [{ ...threshold, value }] : [];
    });
    const there = sign.anySymptom.filter((symptom) => seen.includes(symptom));
    const isFound = (sign.anyMeasured.length === 0 || reached.length > 0) && (sign.anySymptom.length === 0 || there.length > 0);
    return isFound ? [{ sign, reached, symptoms: there }] : [];
  });
}

function isReached({ atLeast, below }: Threshold, value: number): boolean {
  return (atLeast === undefined || value >= atLeast) && (below === undefined || value < below);
}

/** The priority that the signs ask for: that of the gravest; routine when there is none. The doctor decides. */
export function proposedPriority(found: readonly FoundSign[]): ReferralPriority {
  if (found.some(({ sign }) => sign.priority === 'emergency')) return 'emergency';
  return found.length > 0 ? 'urgent' : 'routine';
}

export type AssessmentRefusal =
  | Refusal<'referral.measurement_out_of_range', { measure: Measure; found: number; least: number; most: number }>
  | Refusal<'referral.pressure_upside_down', { systolic: number; diastolic: number }>;

/** Values that nobody alive has, in the order of `measures`; then a pressure written the wrong way round. */
export function refusalsOfAssessment({ measurements }: Assessment): AssessmentRefusal[] {
  const refusals = measures.flatMap((measure): AssessmentRefusal[] => {
    const found = measurements[measure];
    const { least, most } = measureRanges[measure];
    return found === undefined || (found >= least && found <= most) ? [] : [{ code: 'referral.measurement_out_of_range', facts: { measure, found, least, most } }];
  });
  const { systolic, diastolic } = measurements;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic) refusals.push({ code: 'referral.pressure_upside_down', facts: { systolic, diastolic } });
  return refusals;
}
