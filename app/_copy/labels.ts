import type { ContractStatus, TerminationReason } from '@/server/domain/contract/contract';
import type { ClaimKind, PoolId } from '@/server/domain/ledger/account';
import type { LayerAccount, LayerFundId } from '@/server/domain/ledger/layer-account';
import type { ImportStatus } from '@/server/domain/import/batch';
import type { Role } from '@/server/domain/permission/roles';
import type { Confidence } from '@/server/domain/policy/cited';
import type { EnhancementScope } from '@/server/domain/policy/enhancement';
import type { CountDay } from '@/server/domain/policy/policy-version';
import type { PrepaymentStatus } from '@/server/domain/prepayment/prepayment-run';
import type { FeeLineKind, FeeRunStatus } from '@/server/domain/service-fee/service-fee';
import type { AdjustmentStatus, BudgetMethod, BudgetScopeKind, DealingBasis } from '@/server/domain/budget/budget';
import type { CorrectionReason } from '@/server/domain/capitation/correct-members';
import type { PrepaymentBasis } from '@/server/domain/policy/budget-terms';
import type { DifferenceStatus } from '@/server/domain/reconciliation/mark';
import type { EvidenceKind, RecognitionAction, RecognitionSide, RecognitionStanding } from '@/server/domain/recognition/codes';
import type { AllianceKind, AllianceRole, InstitutionLevel, Insutype, KeyGroup, MedType, Sex } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { Profession } from '@/server/domain/registry/team';
import type { TeamRole } from '@/server/domain/registry/team-composition';
import type { FindingState } from '@/server/domain/warning/finding';
import type { TotalPoolId } from '@/server/domain/settlement/basis';
import type { CertType } from '@/server/domain/kernel/identity-number';

export * from './labels-contract';
export * from './labels-import';
export * from './labels-posting';
export * from './labels-referral';
export * from './labels-settlement';

/** The Chinese of every code that travels through the system. A code added to its list does not compile without one here. */
type Labels<Code extends string> = Readonly<Record<Code, string>>;

export const levels = {
  village: '村卫生室',
  township: '乡镇卫生院／社区卫生服务中心',
  level1: '一级医院',
  level2: '二级医院',
  level3: '三级医院',
  pharmacy: '定点药店',
  out_of_region: '统筹区外',
} as const satisfies Labels<InstitutionLevel>;

export const insutypes = { '310': '职工医保', '390': '居民医保' } as const satisfies Labels<Insutype>;
export const medTypes = {
  '11': '普通门诊',
  '13': '急诊',
  '14': '门诊慢特病',
  '21': '住院',
  '41': '定点药店购药',
} as const satisfies Labels<MedType>;

/** 人员身份. */
export const identityClasses = {
  extreme_poverty: '特困人员',
  subsistence: '低保对象',
  poverty_relapse: '返贫致贫人口',
  marginal: '低保边缘家庭成员',
  illness_poverty: '因病致贫重病患者',
  registered_poor: '建档立卡贫困人口',
  disabled: '重度残疾人',
  veteran: '优抚对象',
} as const satisfies Labels<IdentityClass>;

export const keyGroups = {
  elderly65: '65岁及以上老人',
  pregnant: '孕产妇',
  child0to6: '0至6岁儿童',
  disabled: '残疾人',
  hypertension: '高血压',
  diabetes: '糖尿病',
  tuberculosis: '肺结核',
  severe_mental: '严重精神障碍',
  low_income: '低收入人口',
  family_planning_special: '计划生育特殊家庭',
} as const satisfies Labels<KeyGroup>;

export const sexes = { male: '男', female: '女' } as const satisfies Labels<Sex>;

export const certTypes = {
  '01': '居民身份证',
  '02': '军官证',
  '03': '武装警察身份证',
  '04': '港澳居民来往内地通行证（香港）',
  '05': '港澳居民来往内地通行证（澳门）',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留身份证',
  '08': '外国护照',
  '90': '社会保障卡',
  '99': '其他证件',
} as const satisfies Labels<CertType>;

export const allianceKinds = {
  urban_group: '城市医疗集团',
  county_community: '县域医共体',
  specialty: '专科联盟',
  telemedicine: '远程医疗协作网',
} as const satisfies Labels<AllianceKind>;

export const allianceRoles = { lead: '牵头医院', member: '成员单位' } as const satisfies Labels<AllianceRole>;

export const professions = { doctor: '医生', nurse: '护士', public_health: '公卫医师', village_doctor: '乡村医生', pharmacist: '药师', health_manager: '健康管理师' } as const satisfies Labels<Profession>;

export const teamRoles = {
  leader: '团队长',
  doctor: '家庭医生',
  nurse: '护士',
  public_health: '公卫医师',
  village_doctor: '乡村医生',
  specialist: '专科医生',
  pharmacist: '药师',
  tcm: '中医师',
  health_manager: '健康管理师',
} as const satisfies Labels<TeamRole>;

export const roles = {
  doctor: '家庭医生',
  nurse: '团队护士',
  referral_office: '医院转诊办',
  bureau_clerk: '医保经办',
  bureau_reviewer: '医保复核',
  finance: '财务',
  alliance_manager: '医联体管理',
  administrator: '系统管理员',
  auditor: '审计',
  his: '医院信息系统',
  resident: '居民',
} as const satisfies Labels<Role>;

export const contractStatuses = {
  in_force: '履约中',
  terminated: '已解约',
  expired: '已到期',
} as const satisfies Labels<ContractStatus>;

export const terminationReasons = {
  moved_away: '迁出本地',
  unreachable_one_year: '一年以上联系不上',
  refused_one_year: '一年以上不接受服务',
  voluntary: '居民自愿解约',
  consent_withdrawn: '撤回同意',
  transferred: '转签至其他团队',
  deceased: '居民已故',
  duplicate: '重复签约',
  corrected: '协议有误，已更正',
  other: '其他原因',
} as const satisfies Labels<TerminationReason>;

export const recognitionStandings = {
  applied: '待认定',
  upcoming: '尚未生效',
  in_force: '有效',
  expired: '已到期',
  declined: '不予认定',
  withdrawn: '已撤回',
  revoked: '已撤销',
} as const satisfies Labels<RecognitionStanding>;

export const recognitionActions = { approve: '认定通过', decline: '不予认定', withdraw: '撤回申请', renew: '续期申请', revoke: '撤销认定' } as const satisfies Labels<RecognitionAction>;

export const recognitionSides = { applicant: '申请机构', carer: '居民的就诊机构', bureau: '医保局' } as const satisfies Labels<RecognitionSide>;

export const evidenceKinds = { discharge_summary: '出院小结', test_report: '检查检验报告', prescription: '处方', other: '其他材料' } as const satisfies Labels<EvidenceKind>;

export const importStatuses = { running: '导入中', done: '已完成', failed: '没有走完', interrupted: '中断' } as const satisfies Labels<ImportStatus>;
export const importKinds = { visits: '就诊结算记录', institutions: '医药机构', residents: '居民', contracts: '签约', recognitions: '门诊慢特病认定', scores: '住院病组分值', identities: '人员身份类别', diagnoses: '疾病诊断编码' } as const;
export const rowOutcomes = { accepted: '已接收', already_held: '已有相同记录', conflicting: '内容冲突', rejected: '未接收' } as const;

export const differenceStatuses = {
  open: '待处理',
  reopened: '重新核定，待再看',
  accepted: '认可医院数',
  correction_asked: '已要求更正',
  corrected: '已更正',
  verified: '核实无误',
} as const satisfies Labels<DifferenceStatus>;

export const tieStatuses = { ties: '对上', gap: '对不上' } as const;

export const findingStatuses = { open: '待处理', dismissed: '已排除', confirmed: '已确认', vanished: '已消失' } as const satisfies Labels<FindingState>;

export const visitStatuses = { paid: '已核定', refunded: '已退费', refund: '退费记录' } as const;

export const confidences = { official: '政策原文', secondary: '其他公开资料', assumed: '待核实' } as const satisfies Labels<Confidence>;

export const pools = {
  '310-ordinary': '职工普通门诊',
  '310-special': '职工门诊慢特病',
  '310-inpatient': '职工住院',
  '390-ordinary': '居民普通门诊',
  '390-special': '居民门诊慢特病',
  '390-inpatient': '居民住院',
  '310-total': '职工医保总额',
  '390-total': '居民医保总额',
} as const satisfies Labels<PoolId | TotalPoolId>;

/** 大病保险与医疗救助的资金, and where they stand in the books. */
export const layerFunds = { '310-ladder': '职工大额医疗补助', '390-ladder': '居民大病保险', assistance: '医疗救助' } as const satisfies Labels<LayerFundId>;
export const layerAccounts = { layer_fund: '资金支出', layer_claim: '应付机构' } as const satisfies Labels<LayerAccount['kind']>;

export const claimKinds = { ordinary: '一般费用', special_fee: '特殊费用' } as const satisfies Labels<ClaimKind>;
export const ledgerKinds = { visit: '就诊', difference: '差额调整', prepayment: '月预拨', settlement: '年终清算', closing: '清算办结', service_fee: '签约服务费' } as const;
export const ledgerAccounts = { fund: '统筹基金', claim: '应付机构', prepayment: '已预拨', settlement: '清算应付', payment: '清算收付', carry: '结转下年' } as const;
export const prepaymentStatuses = { proposed: '待审批', posted: '已拨付', withdrawn: '已撤回', rejected: '已退回' } as const satisfies Labels<PrepaymentStatus>;
export const feeRunStatuses = { proposed: '待审批', posted: '已入账', withdrawn: '已撤回', rejected: '已退回' } as const satisfies Labels<FeeRunStatus>;

export const prepaymentBases = { fee_for_service: '按当月费用的比例', package: '全年总额按月打包' } as const satisfies Labels<PrepaymentBasis>;

export const budgetScopes = { region: '统筹区', alliance: '医联体', institution: '机构' } as const satisfies Labels<BudgetScopeKind>;
export const budgetMethods = {
  fixed: '直接核定',
  per_head: '按参保人数',
  mean_of_years: '往年平均',
  composite: '复合测算',
  dealt: '由统筹区分解',
} as const satisfies Labels<BudgetMethod>;
export const dealingBases = { members: '签约人数', past_spending: '上年支出' } as const satisfies Labels<DealingBasis>;
export const adjustmentStatuses = { proposed: '待审批', approved: '已批准', refused: '已退回' } as const satisfies Labels<AdjustmentStatus>;
export const correctionReasons = {
  death: '去世登记在后',
  moved_out: '迁出登记在后',
  contract_begun: '签约补录',
  contract_ended: '签约提前终止',
  contract_changed: '签约团队或日期变更',
  birth_day: '出生日期更正',
  coverage: '参保变更',
  key_group: '重点人群变更',
  sex: '性别更正',
  repriced: '随其他更正重新分摊',
} as const satisfies Labels<CorrectionReason>;
export const feeLineKinds = { charge: '签约年度收费', return: '提前终止退还', assessment: '考核后补发' } as const satisfies Labels<FeeLineKind>;

export const enhancementScopes = {
  team_institution: '签约团队所在机构',
  alliance_member: '医联体成员单位',
  any_primary: '任一基层医疗机构',
  anywhere: '任一定点医药机构',
} as const satisfies Labels<EnhancementScope>;

export const countDays = { first: '每月1日', fifteenth: '每月15日', last: '每月最后一日', daily: '按日计数' } as const satisfies Labels<CountDay>;

/** How moments and spans of time are said. */
export const moments = {
  none: '—',
  units: { minutes: '分钟', hours: '小时', days: '天' },
  span: (count: number, unit: 'minutes' | 'hours' | 'days') => `${count} ${moments.units[unit]}`,
  ago: (span: string) => `${span}前`,
  ahead: (span: string) => `还有 ${span}`,
  year: (year: string) => `${year} 年`,
  dayInWords: (year: string, month: number, day: number) => `${year}年${month}月${day}日`,
} as const;

/** The label of a code that arrived as plain text; the code itself where the list does not know it. */
export function labelOf(labels: Readonly<Record<string, string>>, code: string | null | undefined): string {
  return code === null || code === undefined ? moments.none : (labels[code] ?? code);
}

/** The labels of several codes, side by side. */
export function labelsOf(labels: Readonly<Record<string, string>>, codes: readonly string[]): string {
  return codes.map((code) => labelOf(labels, code)).join('、') || moments.none;
}
