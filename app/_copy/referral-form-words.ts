import type { Confidence } from '@/server/domain/policy/cited';
import type { AttachmentSide } from '@/server/domain/referral/attachments';
import type { ConsentWay } from '@/server/domain/referral/consent';
import type { DangerSignCode, Measure, Symptom } from '@/server/domain/referral/danger-signs';
import type { WrittenField } from '@/server/domain/referral/writing';

const whole = (value: number) => String(value);
const tenths = (value: number) => `${Math.floor(value / 10)}.${value % 10}`;

/** What can be measured before referring: name, unit, how it is shown, and how many parts of a unit one is. */
export const measures = {
  systolic: { name: '收缩压', unit: 'mmHg', parts: 1, shown: whole },
  diastolic: { name: '舒张压', unit: 'mmHg', parts: 1, shown: whole },
  glucoseTenths: { name: '血糖', unit: 'mmol/L', parts: 10, shown: tenths },
  heartRate: { name: '心率', unit: '次/分', parts: 1, shown: whole },
  breathRate: { name: '呼吸', unit: '次/分', parts: 1, shown: whole },
  oxygenPercent: { name: '血氧饱和度', unit: '%', parts: 1, shown: whole },
  temperatureTenths: { name: '体温', unit: '℃', parts: 10, shown: tenths },
  comaScore: { name: '格拉斯哥昏迷评分', unit: '分', parts: 1, shown: whole },
} as const satisfies Record<Measure, { name: string; unit: string; parts: number; shown: (value: number) => string }>;

export const symptoms = {
  unconscious: '意识丧失或模糊',
  severe_headache: '剧烈头痛',
  vomiting: '呕吐',
  speech_or_paralysis: '突发言语障碍或肢体瘫痪、麻木',
  chest_pain: '胸痛、胸闷，疑似急性冠脉综合征',
  chest_or_back_pain: '持续的胸背部剧烈疼痛',
  oedema: '水肿',
  breathless_lying: '呼吸困难或不能平卧',
  sudden_sight_loss: '视力骤降',
  acetone_breath: '呼气有烂苹果味或深大呼吸',
  pregnant_or_nursing: '妊娠期或哺乳期',
} as const satisfies Record<Symptom, string>;

export const dangerSigns = {
  unconscious: '意识障碍',
  hypertensive_crisis: '高血压急症',
  pressure_with_pain: '血压显著升高伴胸背痛，警惕主动脉夹层',
  pressure_with_heart_failure: '血压升高伴心力衰竭表现',
  suspected_acs: '疑似急性冠脉综合征',
  suspected_stroke: '疑似脑卒中',
  ketoacidosis: '疑似糖尿病酮症酸中毒',
  oxygen_low: '血氧饱和度过低',
  breathing_fast: '呼吸过快',
  coma_score_low: '昏迷评分低',
  pressure_danger: '血压达到危险值',
  glucose_high: '血糖过高',
  glucose_low: '低血糖',
  pressure_in_pregnancy: '妊娠期或哺乳期血压高',
  sudden_sight_loss: '视力骤降',
} as const satisfies Record<DangerSignCode, string>;

export const writtenFields = {
  diagnosisName: '诊断',
  purpose: '转诊目的',
  history: '既往史',
  findings: '病情摘要',
  treatment: '已做处理',
} as const satisfies Record<WrittenField, string>;

export const consentWays = { desk: '当面说明，本人或监护人口头同意', paper: '已签纸质同意书', online: '请居民在手机上同意' } as const satisfies Record<ConsentWay, string>;

export const attachmentSides = { sender: '转出方', receiver: '接诊方' } as const satisfies Record<AttachmentSide, string>;

export const confidences = { official: '', secondary: '（转引）', assumed: '（待核实）' } as const satisfies Record<Confidence, string>;
